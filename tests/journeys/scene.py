"""One installation in which every page has something to show."""

from datetime import timedelta

from django.utils import timezone

from lienket.circles import actions as circles
from lienket.exchange import actions as exchange
from lienket.exchange.actions import Draft
from lienket.exchange.models import Bulletin, Receipt
from lienket.incidents import actions as incidents
from lienket.incidents.actions import Report
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.organizations import actions as organizations
from lienket.organizations import links
from lienket.organizations.actions import Office
from lienket.organizations.models import PathVerification
from lienket.places import actions as places
from lienket.places.rules import Geometry, Position
from tests.cast import Unit, make_circle, make_unit
from tests.journeys.agreements import Agreements
from tests.journeys.inspections import inspect
from tests.journeys.reviewing import review
from tests.journeys.site import Site

WORDS = "Hai người lạ mặt cắt cáp tại trạm 110 kV, rời đi theo hướng đường 12.\nĐã báo 113."


class Scene:
    """A plant that looks around, its partners, and what has happened between them.

    `places` are values for the parts of addresses, by name; `secret` are addresses with tokens.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self.plant = make_unit("Nhà máy nhiệt điện Thanh Vân", "enterprise")
        self.plant.account.is_operator = True
        self.plant.account.save()
        self.partners = [
            make_unit("Công an tỉnh", "police"),
            make_unit("Cảnh sát phòng cháy", "fire_service"),
            make_unit("Uỷ ban nhân dân xã", "commune", email=False),
        ]
        self.circle = make_circle(self.plant, *self.partners, name="Quy chế phối hợp số 01")
        self.places: dict[str, list[object]] = {
            "circle_id": [self.circle.id, 999_999],
            "urgency": ["urgent"],
            "kind": ["email", "phone", "webhook"],
        }
        self.secret: list[str] = []
        self._write_bulletins()
        self._invite_to_another_circle()
        self._agree()
        self._report()
        self._furnish_the_office()
        site_id = self._draw_the_map()
        self.places |= inspect(
            self.circle.id, site_id, self.plant, self.partners[1], site.clock.now
        )
        reviewed = review(self.circle.id, self.plant, self.partners[0], site.clock.now)
        for name, values in reviewed.items():
            self.places[name] = [*self.places.get(name, []), *values]

    @property
    def us(self) -> Member:
        return self.plant.member(self.site.clock.now)

    def issue(self, by: Unit, **said: object) -> Bulletin:
        member = by.member(self.site.clock.now)
        draft = {"kind": "urgent_notice", "urgency": "urgent", "body": WORDS, **said}
        with acting(member):
            return exchange.issue_bulletin(
                circle_id=self.circle.id,
                draft=Draft(**draft),  # type: ignore[arg-type]  # the fields are the caller's
                by=member,
                now=self.site.clock.now,
            )

    def _write_bulletins(self) -> None:
        ours = self.issue(self.plant, title="Cắt trộm cáp ở hàng rào phía bắc", quorum=2)
        theirs = self.issue(self.partners[0], title="Đề nghị xác minh", required_action="answer")
        duty = self.issue(self.partners[1], title="Tổng kiểm tra trạm bơm", required_action="do")
        self.site.deliver()
        self.secret += [self.site.link_to(unit) for unit in (self.plant, self.partners[0])]
        now = self.site.clock.now
        member = self.partners[0].member()
        with acting(member):
            receipt = Receipt.objects.get(bulletin=ours, organization_id=member.organization_id)
            exchange.acknowledge(receipt_id=receipt.id, by=member, now=now, note="Cử tổ tuần tra.")
            exchange.reply(receipt_id=receipt.id, by=member, now=now, text="Đã đến hiện trường.")
        for _step in range(4):
            self.site.wait(minutes=30)
        self.secret.append(self.site.link_to(self.plant))
        now = self.site.clock.now
        with acting(self.us):
            commune = Receipt.objects.get(
                bulletin=ours, organization_id=self.partners[2].organization.id
            )
            exchange.record_call(
                receipt_id=commune.id,
                by=self.us,
                now=now,
                called_at=now,
                reached=True,
                spoke_with="Trực ban",
                words="Rõ, cử người ra ngay.",
            )
        practice = self.issue(self.plant, title="Diễn tập chữa cháy", exercise=True)
        withdrawn = self.issue(self.plant, title="Báo nhầm", kind="notice", urgency="immediate")
        with acting(self.us):
            exchange.withdraw_bulletin(
                bulletin_id=withdrawn.id, reason="Báo nhầm địa điểm", by=self.us, now=now
            )
            mine = Receipt.objects.get(bulletin=theirs, organization_id=self.plant.id)
        self.places["receipt_id"] = [receipt.id, commune.id, mine.id]
        self.places["bulletin_id"] = [b.id for b in (ours, theirs, duty, practice, withdrawn)]

    def _invite_to_another_circle(self) -> None:
        park = make_unit("Ban quản lý khu công nghiệp", "council")
        circle = make_circle(park, name="Hội đồng an ninh khu công nghiệp")
        by = park.member()
        with acting(by):
            invitation = circles.invite(
                circle_id=circle.id,
                organization_id=self.plant.id,
                by=by,
                now=self.site.clock.now,
            )
        self.places["invitation_id"] = [invitation.id]

    def _furnish_the_office(self) -> None:
        by, now = self.us, self.site.clock.now
        with acting(by):
            post = organizations.add_post(
                organization_id=self.plant.id, name="Trực ban", always_on_duty=True, by=by, now=now
            )
            guard = organizations.appoint(
                organization=self.plant.organization,
                name="Trần Thị Bình",
                office=Office("Trực ban trưởng", post=post),
                by=by,
                now=now,
            )
            phone = organizations.add_path(
                holder=post, kind="phone", address="0912 345 678", by=by, now=now, published=True
            )
            mail = organizations.add_path(
                holder=guard.person,
                kind="email",
                # As long as some offices have them: it must break on a phone.
                address="binh.trucbantruong@phonganninhvatrattuxahoicongty.example.vn",
                by=by,
                now=now,
            )
            shift = organizations.add_shift(
                person_id=guard.person.id,
                starts_at=now,
                ends_at=now + timedelta(hours=8),
                by=by,
                now=now,
            )
            organizations.create_token(
                label="Bản đồ",
                scopes=["record.read"],
                expires_at=now + timedelta(days=90),
                by=by,
                now=now,
            )
            invitation = organizations.invite_person(person=guard.person, by=by, now=now)
            verification = PathVerification.objects.get(path=mail)
        self.places |= {
            "post_id": [post.id],
            "appointment_id": [self.plant.appointment_id, guard.id],
            "path_id": [phone.id, mail.id],
            "shift_id": [shift.id],
        }
        made = (links.verification_link(verification), links.invitation_link(invitation))
        self.secret += [link.removeprefix(self.site.address) for link in made]

    def _agree(self) -> None:
        contractor = make_unit("Công ty bảo vệ Sao Mai", "guard_contractor")
        inner = make_circle(self.plant, contractor, name="Hợp đồng bảo vệ")
        made = Agreements(self.site, self.circle, self.plant, *self.partners, inner=inner)
        self.places |= made.places
        self.secret += made.links

    def _draw_the_map(self) -> int:
        """Its site."""
        by, now, circle_id = self.us, self.site.clock.now, self.circle.id
        here, there = Position(13.36, 109.21), Position(13.37, 109.23)
        ring = [[109.2, 13.35], [109.21, 13.35], [109.21, 13.36], [109.2, 13.35]]
        outline: Geometry = {"type": "Polygon", "coordinates": [ring]}
        with acting(by):
            site = places.list_site(
                circle_id=circle_id,
                name="Nhà máy nhiệt điện Thanh Vân",
                kind="power_plant",
                importance=1,
                outline=outline,
                by=by,
                now=now,
            )
            zone = places.draw_zone(
                site_id=site.id, name="Kho than", kind="storage", outline=outline, by=by, now=now
            )
            corridor = places.list_corridor(
                circle_id=circle_id,
                name="Đường dây 220 kV",
                kind="power_line",
                width=20,
                towers=[places.TowerDraft("VT1", here), places.TowerDraft("VT2", there)],
                by=by,
                now=now,
            )
            waypoint = places.set_waypoint(
                circle_id=circle_id, name="Cổng số 1", kind="gate", position=here, by=by, now=now
            )
            line = places.Line(self.partners[1].id, about="Cháy, nổ")
            places.set_contacts(site_id=site.id, lines=[line], by=by, now=now)
        self.places |= {
            "site_id": [site.id],
            "zone_id": [zone.id],
            "corridor_id": [corridor.id],
            "waypoint_id": [waypoint.id],
        }
        return site.id

    def _report(self) -> None:
        """One that is open with all that belongs to it, one that is closed, one of counts only."""
        by, police, now = self.us, self.partners[0], self.site.clock.now
        said = {"circle_id": self.circle.id, "by": by, "now": now}
        theft = Report("equipment_theft", "Mất 40 m dây tiếp địa.", severity=3, urgency="urgent")
        with acting(by):
            going_on = incidents.report_incident(report=theft, **said)  # type: ignore[arg-type]
            about = {"incident_id": going_on.id, "by": by, "now": now}
            aid = incidents.ask_aid(
                what="1 xe, 4 người",
                organization_ids=[one.id for one in self.partners],
                needed_at=now + timedelta(hours=1),
                **about,  # type: ignore[arg-type]
            )
            referral = incidents.refer(
                police_id=police.id,
                kind="tip",
                text="Còn dấu cắt mới tại cột 12.",
                **about,  # type: ignore[arg-type]
            )
            ended = incidents.report_incident(
                report=Report("kite", "Diều vướng dây.", exercise=True),
                **said,  # type: ignore[arg-type]
            )
            incidents.close_incident(
                incident_id=ended.id, outcome="settled", text="Đã gỡ.", by=by, now=now
            )
            stoppage = incidents.report_incident(
                report=Report("work_stoppage", subjects=40),
                **said,  # type: ignore[arg-type]
            )
            month = timezone.localdate(now).replace(day=1)
            statement = incidents.sign_zero(
                group="fire",
                starts_on=month,
                ends_on=timezone.localdate(now),
                **said,  # type: ignore[arg-type]
            )
            offers = list(aid.offers.values_list("id", flat=True))
        self.site.deliver()
        self.secret += [self.site.link_to(one) for one in self.partners[:2]]
        self.places |= {
            "incident_id": [going_on.id, ended.id, stoppage.id],
            "aid_id": [aid.id],
            "offer_id": [offers[0]],
            "verb": ["commit"],
            "referral_id": [referral.id],
            "zero_report_id": [statement.id],
        }
