"""What two or more organizations have agreed on, in every state that a page can show."""

import io
from datetime import UTC, date, datetime, timedelta

from lienket.circles.models import Circle
from lienket.councils import actions as councils
from lienket.disseminations import actions as disseminations
from lienket.documents.guard.inspection import inspect
from lienket.documents.render import render_docx
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.meetings import actions as meetings
from lienket.meetings.actions import Details, Said
from lienket.obligations import actions as obligations
from lienket.obligations import queries as owed
from lienket.obligations.models import Duty
from lienket.obligations.rules import Cadence
from lienket.obligations.tests.conftest import owed as weekly
from lienket.organizations import actions as organizations
from lienket.organizations.actions import Office, Proposal
from lienket.petitions import actions as petitions
from lienket.petitions.actions import Statement
from lienket.plans import actions as plans
from lienket.plans.actions import Head, StepDraft
from lienket.regulations import actions as regulations
from lienket.regulations import queries as texts
from lienket.regulations.actions import PartyDraft
from lienket.regulations.importing import actions as importing
from lienket.regulations.tests.conftest import write_draft
from lienket.regulations.tests.sample import CODE, PARTIES, TITLE, sample
from lienket.regulations.text.layout import paper_of
from tests.cast import NOON, Unit
from tests.journeys.site import Site
from tests.signing import sign_all

Places = dict[str, list[object]]
YEAR_AGO = NOON - timedelta(days=365)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIRE = Head("Cháy tại xưởng sơn", "Có lửa hoặc khói trong xưởng sơn", "Mang mặt nạ phòng độc.")


def sample_docx() -> bytes:
    """The sample regulation as its Word file."""
    return render_docx(paper_of(sample(), title=TITLE, parties=PARTIES, code=CODE))


class Agreements:
    """A plant, its partners and its contractor: `places` and `links` are those of the scene."""

    def __init__(
        self, site: Site, circle: Circle, plant: Unit, *partners: Unit, inner: Circle
    ) -> None:
        self.site, self.circle, self.inner = site, circle, inner
        self.plant, self.partners = plant, partners
        self.places: Places = {}
        self.links: list[str] = []
        for furnish in (
            self._regulations,
            self._library,
            self._council,
            self._texts,
            self._obligations,
            self._plan,
            self._playbook,
            self._meetings,
            self._succession,
        ):
            furnish()
            site.deliver()
        self._keep_links()

    @property
    def now(self) -> datetime:
        return self.site.clock.now

    @property
    def us(self) -> Member:
        return self.plant.member(self.now)

    def _keep_links(self) -> None:
        self.links = [
            letter.link.removeprefix(self.site.address)
            for _address, letter in self.site.outbox.letters
        ]

    def _regulations(self) -> None:
        everybody = (self.plant, *self.partners)
        self.signed = write_draft(self.circle, *everybody)
        sign_all(self.signed, *everybody, now=YEAR_AGO)
        draft = write_draft(self.circle, *everybody, title="Quy chế đang soạn")
        consulted = write_draft(self.circle, *everybody, title="Quy chế đang lấy ý kiến")
        signing = write_draft(self.circle, *everybody[:2], title="Quy chế đang ký")
        by, now = self.us, self.now
        with acting(by):
            regulations.amend(regulation_id=self.signed.id, title="Sửa đổi lần 1", by=by, now=now)
            regulations.open_consultation(
                regulation_id=consulted.id, until=now + 7 * DAY, by=by, now=now
            )
            regulations.set_parties(
                regulation_id=signing.id,
                parties=[
                    PartyDraft("A", "Nhà máy", self.plant.id, signatory="An", signatory_title="GĐ"),
                    PartyDraft("B", "Tổ dân phố 3", signatory="Bình", signatory_title="Tổ trưởng"),
                ],
                by=by,
                now=now,
            )
            regulations.open_signing(regulation_id=signing.id, until=now + 7 * DAY, by=by, now=now)
            lower = regulations.cascade(
                regulation_id=self.signed.id,
                circle_id=self.inner.id,
                title="Quy chế với nhà thầu bảo vệ",
                keys=["d3"],
                by=by,
                now=now,
            )
            written = texts.draft_of(draft)
            assert written
            clause = written.clauses.get(key="d3")
            with inspect(
                "quy-che.docx", "", io.BytesIO(sample_docx()), limit_bytes=10**7, not_secret=True
            ) as file:
                begun = importing.begin(regulation_id=draft.id, file=file, by=by, now=now)
            paper = texts.parties_of(signing).get(letter="B")
        partner = self.partners[0].member(now)
        with acting(partner):
            comment = regulations.comment(
                regulation_id=consulted.id,
                clause_key="d3",
                text="Nên 04 vòng.",
                by=partner,
                now=now,
            )
        self.places |= {
            "regulation_id": [r.id for r in (self.signed, draft, consulted, signing, lower)],
            "clause_id": [clause.id],
            "party_id": [paper.id],
            "comment_id": [comment.id],
            "import_id": [begun.id],
            "number": [1, 2],
        }

    def _library(self) -> None:
        by = self.us
        with acting(by):
            model = regulations.publish_model(
                regulation_id=self.signed.id,
                title="Quy chế mẫu",
                site_kind="",
                statement="Giảm trộm cắp",
                names=["nhà máy"],
                by=by,
                now=self.now,
            )
        self.places["model_id"] = [model.id]

    def _council(self) -> None:
        by, now = self.us, self.now
        today = now.date()
        with acting(by):
            council = councils.set_up(
                circle_id=self.circle.id,
                kind="council",
                name="Ban chỉ đạo ANTT",
                short_name="BCĐ",
                by=by,
                now=now,
            )
            (chair,) = councils.add_offices(
                council_id=council.id,
                role="chair",
                organization_ids=[self.plant.id],
                by=by,
                now=now,
            )
            councils.add_offices(
                council_id=council.id,
                role="member",
                organization_ids=[unit.id for unit in self.partners],
                by=by,
                now=now,
            )
            seat = councils.fill(
                office_id=chair.id,
                appointment_id=self.plant.appointment_id,
                valid_from=today,
                valid_to=today + 365 * DAY,
                by=by,
                now=now,
            )
            deputy = organizations.appoint(
                organization=self.plant.organization,
                name="Lê Thị Ca",
                office=Office("Phó giám đốc"),
                by=by,
                now=now,
            )
            councils.name_substitute(
                seat_id=seat.id,
                appointment_id=deputy.id,
                valid_from=today,
                valid_to=today + 7 * DAY,
                by=by,
                now=now,
            )
            team = councils.form_team(name="Tổ công tác ANTT", by=by, now=now)
            councils.set_members(
                team_id=team.id,
                person_ids=[by.person_id],
                leader_id=by.person_id,
                by=by,
                now=now,
            )
            entry = councils.publish_team(
                team_id=team.id,
                circle_id=self.circle.id,
                leader="Trưởng ca",
                phone="+84912345678",
                by=by,
                now=now,
            )
        self.council = council
        self.places |= {
            "council_id": [council.id],
            "office_id": [chair.id],
            "seat_id": [seat.id],
            "team_id": [team.id],
            "entry_id": [entry.id],
        }

    def _texts(self) -> None:
        made = []
        for unit in (self.plant, self.partners[0]):
            by = unit.member(self.now)
            with acting(by):
                made.append(
                    disseminations.disseminate(
                        circle_id=self.circle.id,
                        title="Phổ biến quy chế",
                        body="Điều 1. …",
                        due_at=self.now + 7 * DAY,
                        urgency="normal",
                        by=by,
                        now=self.now,
                    )
                )
        with acting(self.us):
            copies = [copy.id for text in made for copy in text.copies.all()]
        self.places |= {"dissemination_id": [text.id for text in made], "copy_id": [*copies]}

    def _obligations(self) -> None:
        by = self.us
        with acting(by):
            made = [
                obligations.define(regulation_id=self.signed.id, draft=draft, by=by, now=self.now)
                for draft in (
                    weekly(),
                    weekly(code="N07", responsible=["B"], counterparts=["A"]),
                    weekly(Cadence("event", amount=24), code="N08"),
                )
            ]
        obligations.open_due(now=self.now)
        # Asked again: duties live in circles that have just come into being.
        by = self.us
        with acting(by):
            duty = Duty.objects.get(obligation=made[2])
            occurrences = [one.id for one in owed.occurrences_for(by)]
        self.places |= {
            "duty_id": [duty.id],
            "obligation_id": [one.id for one in made],
            "occurrence_id": [*occurrences],
        }

    def _plan(self) -> None:
        by, now = self.us, self.now
        ids = []
        with acting(by):
            for year in (2027, 2028):
                plan = plans.draft_plan(
                    circle_id=self.circle.id,
                    kind="yearly",
                    title=f"Kế hoạch phối hợp năm {year}",
                    starts_on=date(year, 1, 1),
                    ends_on=date(year, 12, 31),
                    by=by,
                    now=now,
                )
                given = plans.give_task(
                    circle_id=self.circle.id,
                    title="Thực tập chữa cháy",
                    organization_id=self.partners[0].id,
                    due_at=datetime(year, 3, 31, 9, tzinfo=UTC),
                    by=by,
                    now=now,
                    plan=plan,
                )
                ids.append(plan.id)
            plans.submit(plan_id=ids[0], by=by, now=now)
            plans.enact(plan_id=ids[0], decision="15/QĐ-CAT", by=by, now=now)
            document = plans.issue_document(
                plan_id=ids[0],
                place="Thanh Vân",
                notation="NMTV",
                signer_title="Giám đốc",
                signer_name="Nguyễn Văn An",
                by=by,
                now=now,
            )
            own = plans.give_task(
                circle_id=self.circle.id,
                title="Sửa đèn cổng số 2",
                organization_id=self.plant.id,
                due_at=now + 5 * DAY,
                by=by,
                now=now,
            )
            theirs = plans.give_task(
                circle_id=self.circle.id,
                title="Tuần tra chung",
                organization_id=self.partners[0].id,
                due_at=now + 5 * DAY,
                by=by,
                now=now,
            )
        partner = self.partners[0].member(now)
        with acting(partner):
            plans.report(task_id=theirs.id, text="Đã tuần tra.", done=True, by=partner, now=now)
        self.places |= {"document_id": [document.id]}
        self.places |= {"plan_id": [*ids], "task_id": [given.id, own.id, theirs.id]}

    def _playbook(self) -> None:
        by, now = self.us, self.now
        written = []
        with acting(by):
            for _copy in range(2):
                playbook = plans.write_playbook(circle_id=self.circle.id, head=FIRE, by=by, now=now)
                plans.set_steps(
                    playbook_id=playbook.id,
                    steps=[
                        StepDraft("Cắt điện khu vực", 5),
                        StepDraft("Xuất xe chữa cháy", 10, self.partners[1].id, asks_answer=True),
                    ],
                    by=by,
                    now=now,
                )
                written.append(playbook)
            plans.approve(playbook_id=written[0].id, by=by, now=now)
            run = plans.start(
                playbook_id=written[0].id,
                exercise=True,
                what_happened="Giả định: bồn dung môi bốc cháy.",
                by=by,
                now=now,
            )
            step = run.tasks.order_by("id")[0]
        self.places |= {
            "playbook_id": [playbook.id for playbook in written],
            "run_id": [run.id],
        }
        self.places["task_id"].append(step.id)

    def _meetings(self) -> None:
        by, now = self.us, self.now
        ids: list[object] = []
        with acting(by):
            for title in ("Giao ban tháng 12", "Giao ban tháng 11"):
                meeting = meetings.draft_meeting(
                    circle_id=self.circle.id,
                    details=Details(
                        "briefing", title, now + HOUR / 2, now + 3 * HOUR, "Phòng họp 2"
                    ),
                    by=by,
                    now=now,
                )
                item = meetings.add_item(
                    meeting_id=meeting.id, title="Đánh giá tình hình tháng", by=by, now=now
                )
                meetings.invite_members(
                    meeting_id=meeting.id,
                    organization_ids=[unit.id for unit in self.partners],
                    by=by,
                    now=now,
                )
                ids.append(meeting.id)
            meetings.hold_meeting(meeting_id=meeting.id, by=by, now=now)
            here = {unit.id: "present" for unit in (self.plant, *self.partners)}
            meetings.record_presence(meeting_id=meeting.id, presences=here, by=by, now=now)
            said = Said(
                "An, Giám đốc", "Bình, Thư ký", items={item.id: ("Đã báo cáo.", "Thống nhất.")}
            )
            meetings.write_minutes(meeting_id=meeting.id, said=said, by=by, now=now)
            resolution = meetings.add_resolution(
                meeting_id=meeting.id,
                text="Lắp thêm đèn cổng số 2",
                organization_id=self.partners[0].id,
                due_at=now + 7 * DAY,
                by=by,
                now=now,
            )
        self.places |= {
            "meeting_id": [*ids, self._petition()],
            "item_id": [item.id],
            "resolution_id": [resolution.id],
        }

    def _succession(self) -> None:
        by = self.us
        with acting(by):
            made = organizations.propose(
                proposal=Proposal(
                    self.plant.id,
                    "rename",
                    effective_on=self.now.date() + 30 * DAY,
                    decision="Nghị quyết 202/2025/QH15",
                    new_name="Nhà máy nhiệt điện Thanh Vân 2",
                ),
                by=by,
                now=self.now,
            )
        self.places["succession_id"] = [made.id]

    def _petition(self) -> int:
        """Petitions we ask, answer and read, one of them of a forum; the id of the forum."""
        by, now = self.us, self.now
        partner = self.partners[0].member(now)
        with acting(by):
            forum = meetings.draft_meeting(
                circle_id=self.circle.id,
                details=Details("forum", "Diễn đàn", now + HOUR / 2, now + 3 * HOUR, "Hội trường"),
                by=by,
                now=now,
            )
            meetings.add_item(meeting_id=forum.id, title="Đối thoại", by=by, now=now)
            meetings.invite_members(
                meeting_id=forum.id, organization_ids=[self.partners[0].id], by=by, now=now
            )
            ours = petitions.raise_petition(
                circle_id=self.circle.id,
                statement=Statement("Thủ tục nghiệm thu", "fire", self.partners[0].id),
                by=by,
                now=now,
            )
        with acting(partner):
            theirs = petitions.record_question(
                meeting_id=forum.id,
                statement=Statement("Lịch nổ mìn bạt đồi", "other", self.plant.id),
                by=partner,
                now=now,
            )
            petitions.answer(petition_id=ours.id, text="Nộp tại một cửa.", by=partner, now=now)
        self.places["petition_id"] = [ours.id, theirs.id]
        return forum.id
