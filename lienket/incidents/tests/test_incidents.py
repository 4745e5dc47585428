"""Reporting an incident, writing about it, closing and reopening it."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from lienket.circles.actions import OnlyFullMembers
from lienket.circles.models import Circle, Membership
from lienket.delivery.models import Message
from lienket.incidents import actions, queries
from lienket.incidents.actions import Figures, Report, aid, closing, common, entries, reporting
from lienket.incidents.models import Closure, Incident, Offer, Role
from lienket.incidents.tests.hands import THEFT, kinds, report
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.kernel.rls import acting
from lienket.places.actions.shapes import OutsideVietnam, PositionSwapped
from lienket.places.rules import Position
from lienket.places.tests.hands import CENTRE, list_corridor, list_site
from tests.cast import NOON, Unit

HOUR = timedelta(hours=1)


def test_a_report_is_numbered_and_read_by_all_members(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    incident = report(circle, dispatcher)

    assert incident.reference == "VV-2026-001"
    with acting(chief):
        seen = queries.incidents_for(chief).get()
        assert seen.summary == THEFT.summary
        assert kinds(seen) == ["reported"]
        (lead,) = queries.roles_now(seen)
        assert (lead.organization_id, lead.duty) == (dispatcher.organization_id, "lead")


def test_to_an_outsider_it_does_not_exist(
    circle: Circle, dispatcher: Member, outsider: Unit
) -> None:
    incident = report(circle, dispatcher)
    stranger = outsider.member()
    with acting(stranger), pytest.raises(Incident.DoesNotExist):
        actions.write_entry(incident_id=incident.id, text="Tôi đây.", by=stranger, now=NOON)


def test_sent_twice_with_one_key_it_is_one_incident(circle: Circle, dispatcher: Member) -> None:
    first = report(circle, dispatcher)
    again = report(circle, dispatcher, now=NOON + HOUR)

    assert again.id == first.id
    with acting(dispatcher):
        assert Incident.objects.count() == 1


def test_other_words_under_the_same_key_are_refused(circle: Circle, dispatcher: Member) -> None:
    report(circle, dispatcher)
    with pytest.raises(reporting.ReportedBefore) as refused:
        report(circle, dispatcher, replace(THEFT, summary="Chuyện khác."))
    assert "VV-2026-001" in refused.value.message


def test_one_key_of_two_organizations_makes_two_incidents(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    assert report(circle, dispatcher).id != report(circle, chief).id


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"kind": "murder"}, reporting.NoKind),
        ({"summary": "  "}, reporting.NoSummary),
        ({"happened_at": NOON + HOUR}, reporting.HappensLater),
        ({"happened_at": NOON - timedelta(days=40)}, reporting.TooLongAgo),
        ({"happened_at": NOON - timedelta(days=365 * 40)}, reporting.TooLongAgo),
        ({"position": Position(109.2, 13.35)}, PositionSwapped),
        ({"position": Position(48.85, 2.35)}, OutsideVietnam),
        ({"position": Position(float("nan"), 109.2)}, OutsideVietnam),
        ({"subjects": -1}, reporting.BadCount),
        ({"subjects": 10**9}, reporting.BadCount),
        ({"site_id": 999_999}, reporting.NoSuchPlace),
        ({"severity": 9}, reporting.NoKind),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    circle: Circle, dispatcher: Member, change: dict[str, object], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as refused:
        report(circle, dispatcher, replace(THEFT, **change))  # type: ignore[arg-type]
    assert refused.value.field
    with acting(dispatcher):
        assert not Incident.objects.exists()


def test_a_phone_whose_clock_is_a_little_ahead_reports_what_happens_now(
    circle: Circle, dispatcher: Member
) -> None:
    soon = replace(THEFT, happened_at=NOON + timedelta(minutes=3))
    assert report(circle, dispatcher, soon).happened_at == NOON


def test_a_position_finds_its_site_and_its_corridor(circle: Circle, dispatcher: Member) -> None:
    site = list_site(circle, dispatcher)
    corridor = list_corridor(circle, dispatcher)

    inside = report(circle, dispatcher, replace(THEFT, position=CENTRE))
    assert inside.site_id == site.id
    along = replace(THEFT, kind="kite", position=Position(13.36, 109.21), key=uuid4())
    assert report(circle, dispatcher, along).corridor_id == corridor.id


def test_a_position_far_from_the_chosen_site_is_asked_about(
    circle: Circle, dispatcher: Member
) -> None:
    site = list_site(circle, dispatcher)
    far = replace(THEFT, site_id=site.id, position=Position(13.9, 109.2))

    with pytest.raises(reporting.FarFromTheSite) as refused:
        report(circle, dispatcher, far)
    assert refused.value.status == 409
    assert report(circle, dispatcher, far, sure_of_place=True).site_id == site.id


def test_members_are_told_at_once_of_what_is_urgent_only(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    report(circle, dispatcher)
    with acting(chief):
        assert not Message.objects.exists()
    report(circle, dispatcher, Report(kind="fire", summary="Cháy kho vật tư."))
    with acting(chief):
        told = Message.objects.values_list("envelope__kind", "organization_id")
        assert ("incident", chief.organization_id) in told
        assert ("incident", dispatcher.organization_id) not in told


def test_an_exercise_has_numbers_of_its_own_and_is_not_counted(
    circle: Circle, dispatcher: Member
) -> None:
    practice = report(circle, dispatcher, replace(THEFT, exercise=True))

    assert practice.reference == "DTVV-2026-001"
    with acting(dispatcher):
        assert not Incident.objects.filter(queries.counted()).exists()


# ---- Counts only -------------------------------------------------------------------------------


def test_of_a_work_stoppage_only_counts_are_kept(circle: Circle, dispatcher: Member) -> None:
    stoppage = Report(kind="work_stoppage", subjects=200)
    with pytest.raises(common.OnlyCounts):
        report(circle, dispatcher, replace(stoppage, summary="Do ông A cầm đầu."))
    with pytest.raises(common.OnlyCounts):
        report(circle, dispatcher, replace(stoppage, position=CENTRE))
    with pytest.raises(reporting.NoCount):
        report(circle, dispatcher, replace(stoppage, subjects=None))

    incident = report(circle, dispatcher, stoppage)
    with acting(dispatcher):
        with pytest.raises(common.OnlyCounts):
            actions.write_entry(incident_id=incident.id, text="Ai đó.", by=dispatcher, now=NOON)
        with pytest.raises(common.OnlyCounts):
            actions.take_role(
                incident_id=incident.id, duty="inform", note="Tổ 3", by=dispatcher, now=NOON
            )
        closed = actions.close_incident(
            incident_id=incident.id, outcome="settled", by=dispatcher, now=NOON
        )
    assert closed.text == ""


# ---- The timeline ------------------------------------------------------------------------------


def test_several_organizations_write_one_timeline(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    incident = report(circle, dispatcher)
    with acting(chief):
        actions.write_entry(incident_id=incident.id, text="Đã đến nơi.", by=chief, now=NOON + HOUR)
        actions.rate(
            incident_id=incident.id, severity=3, urgency="urgent", by=chief, now=NOON + HOUR
        )
    with acting(dispatcher):
        lines = list(queries.timeline(incident))
        assert [line.kind for line in lines] == ["reported", "said", "severity", "urgency"]
        assert (lines[2].before, lines[2].after) == ("1", "3")
        with pytest.raises(entries.NothingChanged):
            actions.rate(
                incident_id=incident.id, severity=3, urgency="urgent", by=dispatcher, now=NOON
            )
        with pytest.raises(entries.NothingSaid):
            actions.write_entry(incident_id=incident.id, text=" ", by=dispatcher, now=NOON)


def test_whoever_takes_the_lead_relieves_the_one_before(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    incident = report(circle, dispatcher)
    with acting(chief):
        taken = actions.take_role(incident_id=incident.id, duty="lead", by=chief, now=NOON + HOUR)
        actions.take_role(
            incident_id=incident.id, duty="scene", note="2 người", by=chief, now=NOON + HOUR
        )
        assert [role.duty for role in queries.roles_now(incident)] == ["lead", "scene"]
        assert queries.leader(incident) == chief.organization_id
        with pytest.raises(entries.TheLeadStays):
            actions.leave_role(role_id=taken.id, by=chief, now=NOON + HOUR)
        scene = Role.objects.get(duty="scene", until=None)
    with acting(dispatcher), pytest.raises(Role.DoesNotExist):
        actions.leave_role(role_id=scene.id, by=dispatcher, now=NOON + HOUR)
    with acting(chief):
        actions.leave_role(role_id=scene.id, by=chief, now=NOON + 2 * HOUR)
        assert [role.duty for role in queries.roles_now(incident)] == ["lead"]


def test_figures_are_kept_with_each_change(circle: Circle, dispatcher: Member) -> None:
    incident = report(circle, dispatcher)
    with acting(dispatcher):
        actions.assess(
            incident_id=incident.id,
            figures=Figures(subjects=2, damage=30_000_000),
            by=dispatcher,
            now=NOON,
        )
        with pytest.raises(entries.RecoveredMoreThanLost):
            actions.assess(
                incident_id=incident.id,
                figures=Figures(damage=10, recovered=11),
                by=dispatcher,
                now=NOON,
            )
        with pytest.raises(reporting.BadCount) as refused:
            actions.assess(
                incident_id=incident.id, figures=Figures(dead=-2), by=dispatcher, now=NOON
            )
        assert refused.value.field == "dead"
        changed = [entry.text for entry in queries.timeline(incident) if entry.kind == "assessed"]
    assert changed == ["subjects", "damage"]


def test_an_observer_reads_and_does_not_write(
    circle: Circle, dispatcher: Member, commune: Unit
) -> None:
    incident = report(circle, dispatcher)
    with acting(dispatcher):
        Membership.objects.filter(organization_id=commune.id).update(role="observer")
    by = commune.member()
    with acting(by):
        assert queries.incidents_for(by).exists()
        with pytest.raises(OnlyFullMembers):
            actions.write_entry(incident_id=incident.id, text="Xin chào.", by=by, now=NOON)


# ---- The end -----------------------------------------------------------------------------------


def test_closing_says_how_it_ended_and_reopening_goes_on(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    incident = report(circle, dispatcher)
    with acting(chief), pytest.raises(common.OnlyWhoLeads):
        actions.close_incident(
            incident_id=incident.id, outcome="cleared", text="Xong.", by=chief, now=NOON
        )
    with acting(dispatcher):
        with pytest.raises(closing.NoWordsOnTheEnd):
            actions.close_incident(
                incident_id=incident.id, outcome="cleared", by=dispatcher, now=NOON
            )
        actions.close_incident(
            incident_id=incident.id,
            outcome="cleared",
            text="Thu hồi đủ dây, đã xử lý.",
            by=dispatcher,
            now=NOON + HOUR,
        )
        with pytest.raises(common.IncidentIsClosed):
            actions.write_entry(incident_id=incident.id, text="Nữa.", by=dispatcher, now=NOON)
    with acting(chief):
        with pytest.raises(closing.NoReopenReason):
            actions.reopen_incident(incident_id=incident.id, reason="", by=chief, now=NOON)
        actions.reopen_incident(
            incident_id=incident.id, reason="Lại mất dây.", by=chief, now=NOON + 2 * HOUR
        )
        incident.refresh_from_db()
        assert incident.closed_at is None
        assert queries.leader(incident) == chief.organization_id
        assert Closure.objects.get().reopening.reason == "Lại mất dây."
        assert kinds(incident) == ["reported", "closed", "reopened"]


def test_open_tasks_and_aid_stand_in_the_way_of_the_end(
    circle: Circle, dispatcher: Member, fire_service: Unit
) -> None:
    incident = report(circle, dispatcher)
    end = {
        "incident_id": incident.id,
        "outcome": "settled",
        "text": "Xong.",
        "by": dispatcher,
        "now": NOON + HOUR,
    }
    with acting(dispatcher):
        task = actions.give_task(
            incident_id=incident.id,
            title="Tuần tra đoạn cột 10 đến 15",
            organization_id=fire_service.id,
            due_at=NOON + timedelta(days=3),
            by=dispatcher,
            now=NOON,
        )
        assert task.source.startswith(incident.reference)
        actions.ask_aid(
            incident_id=incident.id,
            what="1 xe chữa cháy",
            organization_ids=[fire_service.id],
            needed_at=NOON + HOUR,
            by=dispatcher,
            now=NOON,
        )
        with pytest.raises(closing.StillSomethingOpen) as refused:
            actions.close_incident(**end)  # type: ignore[arg-type]
        assert refused.value.parameters == {"tasks": 1, "aid": 1}
        closure = actions.close_incident(
            **end,  # type: ignore[arg-type]
            justification="Việc tuần tra kéo dài, theo dõi riêng.",
        )
    assert closure.justification


def test_reported_twice_is_an_end_that_is_not_counted(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    site = list_site(circle, dispatcher)
    first = report(circle, dispatcher, replace(THEFT, site_id=site.id))
    second = report(circle, chief, replace(THEFT, site_id=site.id), now=NOON + HOUR)
    other = report(circle, chief, replace(THEFT, kind="kite", site_id=site.id, key=uuid4()))
    with acting(chief):
        assert queries.perhaps_the_same(second) == [first]
        assert not queries.perhaps_the_same(other)
        with pytest.raises(closing.WhichOther):
            actions.close_incident(
                incident_id=second.id, outcome="duplicate", same_as_id=second.id, by=chief, now=NOON
            )
        actions.close_incident(
            incident_id=second.id, outcome="duplicate", same_as_id=first.id, by=chief, now=NOON
        )
        counted = set(Incident.objects.filter(queries.counted()).values_list("id", flat=True))
    assert counted == {first.id, other.id}


# ---- Aid ---------------------------------------------------------------------------------------


def test_aid_goes_from_asked_to_released(
    circle: Circle, dispatcher: Member, chief: Member, fire_service: Unit, commune: Unit
) -> None:
    incident = report(circle, dispatcher, Report(kind="fire", summary="Cháy bãi cỏ."))
    with acting(dispatcher):
        asked = actions.ask_aid(
            incident_id=incident.id,
            what="1 xe chữa cháy, 6 người",
            organization_ids=[fire_service.id, commune.id],
            needed_at=NOON + HOUR,
            by=dispatcher,
            now=NOON,
        )
        with pytest.raises(aid.NobodyAsked):
            actions.ask_aid(
                incident_id=incident.id,
                what="Nước",
                organization_ids=[dispatcher.organization_id],
                needed_at=NOON + HOUR,
                by=dispatcher,
                now=NOON,
            )
    with acting(chief):
        (waiting,) = queries.offers_waiting(chief)
        actions.offer_aid(offer_id=waiting.id, words="1 xe, 6 người", by=chief, now=NOON)
        assert not queries.offers_waiting(chief).exists()
        actions.commit_aid(offer_id=waiting.id, words="Đang đến.", by=chief, now=NOON)
        with pytest.raises(aid.NotInThisState):
            actions.decline_aid(offer_id=waiting.id, words="Thôi.", by=chief, now=NOON)
    theirs = commune.member()
    with acting(theirs):
        other = queries.offers_waiting(theirs).get()
        actions.decline_aid(offer_id=other.id, words="Không có xe.", by=theirs, now=NOON)
        with pytest.raises(Offer.DoesNotExist):
            actions.release_aid(offer_id=waiting.id, by=theirs, now=NOON)
    with acting(dispatcher):
        actions.release_aid(offer_id=waiting.id, by=dispatcher, now=NOON + HOUR)
        states = dict(asked.offers.values_list("organization_id", "state"))
        assert states == {fire_service.id: "released", commune.id: "declined"}
        assert kinds(incident) == [
            "reported",
            "aid_asked",
            "aid_offered",
            "aid_committed",
            "aid_declined",
            "aid_released",
        ]
        assert not queries.still_open(incident)
        actions.withdraw_aid(aid_id=asked.id, by=dispatcher, now=NOON + HOUR)
    with acting(chief), pytest.raises(aid.OnlyTheAskerOfAid):
        actions.withdraw_aid(aid_id=asked.id, by=chief, now=NOON + HOUR)
