"""Live pages: events reach every stream of the circle, in time, and nobody else."""

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from lienket.circles import actions as circle_actions
from lienket.circles.models import Circle
from lienket.exchange import actions
from lienket.exchange.actions import Draft
from lienket.exchange.models import Bulletin, Receipt
from lienket.journal.actions import LIVE
from lienket.kernel.actors import READ, Member
from lienket.kernel.rls import acting
from lienket.organizations import actions as organizations
from lienket.organizations.models import ApiToken
from lienket.organizations.web import APPOINTMENT
from tests.cast import NOON, Unit, make_circle, make_unit, signed_in
from tests.server import Server

pytestmark = pytest.mark.django_db(transaction=True)


class Frames:
    """A stream as a browser reads it."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.response = response
        self.last_id = ""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        kind, data = "", ""
        while line := self.response.readline():
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name == "id":
                self.last_id = value
            elif name == "event":
                kind = value
            elif name == "data":
                data = value
            elif not name and data:
                yield {"type": kind} if kind else json.loads(data)
                kind, data = "", ""

    def next(self) -> dict[str, Any]:
        return next(iter(self))


@contextmanager
def listening(
    server: Server,
    unit: Unit | None,
    *circles: int,
    last_id: str = "",
    token: str = "",
    cookies: str = "",
    chosen: int | None = None,
) -> Iterator[Frames]:
    """Open a stream with the session of the unit's person, or with a token."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    query = "&".join(f"circle={circle}" for circle in circles)
    headers = {"Authorization": f"Bearer {token}"}
    if unit:
        browser = signed_in(unit)
        session = browser.session
        session[APPOINTMENT] = chosen
        session.save()
        headers = {"Cookie": f"{cookies}sessionid={session.session_key}"}
    if last_id:
        headers["Last-Event-ID"] = last_id
    connection.request("GET", f"/live/?{query}", headers=headers)
    response = connection.getresponse()
    try:
        if response.status == 200:
            # The first ping says that the stream is in place.
            assert response.readline() == b": ping\n"
            response.readline()
        yield Frames(response)
    finally:
        connection.close()


def issue(circle: Circle, by: Member, title: str = "Cắt trộm cáp") -> Bulletin:
    with acting(by):
        draft = Draft(kind="urgent_notice", urgency="urgent", title=title)
        return actions.issue_bulletin(circle_id=circle.id, draft=draft, by=by, now=NOON)


@pytest.fixture
def trio(transactional_db: None) -> tuple[Circle, Unit, Unit, Unit]:
    plant, fire, outsider = make_unit("Plant"), make_unit("Fire"), make_unit("Outsider")
    return make_circle(plant, fire), plant, fire, outsider


def test_a_bulletin_and_its_answer_reach_the_streams_of_the_circle(
    server: Server, trio: tuple[Circle, Unit, Unit, Unit]
) -> None:
    circle, plant, fire, _ = trio
    with listening(server, plant, circle.id) as frames:
        bulletin = issue(circle, plant.member())
        shown = frames.next()
        assert (shown["type"], shown["number"], shown["receipts"]) == (
            "BulletinIssued",
            "TK-2026-001",
            1,
        )
        chief = fire.member()
        with acting(chief):
            receipt = Receipt.objects.get(bulletin=bulletin)
            actions.acknowledge(receipt_id=receipt.id, by=chief, now=NOON)
        assert frames.next()["type"] == "ReceiptAnswered"


def test_a_program_listens_if_its_token_may_read(
    server: Server, trio: tuple[Circle, Unit, Unit, Unit]
) -> None:
    circle, plant, _, _ = trio

    def status_for(scope: str) -> int:
        by = plant.member()
        with acting(by):
            token = organizations.create_token(
                label="SCADA",
                scopes=[scope],
                expires_at=NOON + timedelta(days=300),
                by=by,
                now=NOON,
            )
        with listening(server, None, circle.id, token=token) as frames:
            return frames.response.status

    assert status_for(READ) == 200
    assert status_for("bulletin.issue") == 403


def test_an_outsider_is_told_that_there_is_no_such_circle(
    server: Server, trio: tuple[Circle, Unit, Unit, Unit]
) -> None:
    circle, _, _, outsider = trio
    for number in (circle.id, circle.id + 1000):
        with listening(server, outsider, number) as frames:
            assert frames.response.status == 404


def test_a_stream_resumes_where_it_broke_off_without_a_gap(
    server: Server, trio: tuple[Circle, Unit, Unit, Unit]
) -> None:
    circle, plant, _, _ = trio
    with listening(server, plant, circle.id) as frames:
        issue(circle, plant.member(), "Tin thứ nhất")
        frames.next()
        last_id = frames.last_id
    issue(circle, plant.member(), "Tin thứ hai")

    with listening(server, plant, circle.id, last_id=last_id) as frames:
        assert any(frame.get("title") == "Tin thứ hai" for frame in frames)


def test_a_position_from_another_life_of_the_database_means_reload(
    server: Server, trio: tuple[Circle, Unit, Unit, Unit]
) -> None:
    circle, plant, _, _ = trio
    for position in ("999999999999.5", "nonsense"):
        with listening(server, plant, circle.id, last_id=position) as frames:
            assert frames.next()["type"] == "reload"


def test_whoever_leaves_the_circle_hears_nothing_more(
    server: Server, trio: tuple[Circle, Unit, Unit, Unit]
) -> None:
    circle, _, fire, _ = trio
    with listening(server, fire, circle.id) as frames:
        leaver = fire.member()
        with acting(leaver):
            circle_actions.leave(circle_id=circle.id, by=leaver, now=NOON)
        # The stream ends; it does not wait for a next event.
        assert {frame["type"] for frame in frames} <= {"OrganizationLeft"}


def test_signing_out_ends_the_stream(server: Server, trio: tuple[Circle, Unit, Unit, Unit]) -> None:
    circle, plant, _, _ = trio
    with listening(server, plant, circle.id) as frames:
        for session in Session.objects.all():
            session.delete()
        assert list(frames) == []


def test_a_stream_that_comes_back_is_told_what_others_heard_meanwhile(
    server: Server, trio: tuple[Circle, Unit, Unit, Unit]
) -> None:
    circle, plant, fire, _ = trio
    with listening(server, fire, circle.id) as others:
        with listening(server, plant, circle.id) as frames:
            issue(circle, plant.member(), "Tin thứ nhất")
            frames.next()
            last_id = frames.last_id
        for title in ("Tin thứ hai", "Tin thứ ba"):
            issue(circle, plant.member(), title)
        assert [others.next()["title"] for _ in range(3)][-1] == "Tin thứ ba"
        with listening(server, plant, circle.id, last_id=last_id) as frames:
            assert [frames.next()["title"] for _ in range(2)] == ["Tin thứ hai", "Tin thứ ba"]


def test_what_commits_late_is_not_skipped_by_those_who_resume(
    server: Server, trio: tuple[Circle, Unit, Unit, Unit]
) -> None:
    """Ids follow the order of writing; a stream must follow the order of commits."""
    circle, plant, _, _ = trio
    with psycopg.connect(settings.WORKER_URL, options="-c role=lienket_runtime") as slow:
        slow.execute("SELECT set_config('app.circles', %s, true)", [f"{{{circle.id}}}"])
        slow.execute(
            """
            WITH told AS (
                INSERT INTO journal_event (at, type, circle_id, by, cause, facts)
                VALUES (%s, 'CircleFormed', %s, 'engine', gen_random_uuid(), '{"circle_id": 0}')
                RETURNING circle_id, id
            )
            SELECT pg_notify(%s, 'event ' || circle_id || ':' || id) FROM told
            """,
            [NOON, circle.id, LIVE],
        )
        with listening(server, plant, circle.id) as frames:
            issue(circle, plant.member())
            assert frames.next()["type"] == "BulletinIssued"
            last_id = frames.last_id
    # Only now has the earlier one been committed.
    with listening(server, plant, circle.id, last_id=last_id) as frames:
        assert any(frame.get("circle_id") == 0 for frame in frames)


def test_revoking_a_token_ends_its_stream(
    server: Server, trio: tuple[Circle, Unit, Unit, Unit]
) -> None:
    circle, plant, _, _ = trio
    by = plant.member()
    with acting(by):
        token = organizations.create_token(
            label="Màn hình trực",
            scopes=[READ],
            expires_at=timezone.now() + timedelta(days=1),
            by=by,
            now=timezone.now(),
        )
    with listening(server, None, circle.id, token=token) as frames:
        with acting(by):
            kept = ApiToken.objects.get()
            organizations.revoke_token(token_id=kept.id, by=by, now=NOON)
        assert list(frames) == []


def test_ending_an_appointment_ends_its_streams(
    server: Server, trio: tuple[Circle, Unit, Unit, Unit]
) -> None:
    circle, plant, _, _ = trio
    by = plant.member()
    with acting(by):
        organizations.appoint(
            organization=plant.organization,
            name="Trần Thị Hai",
            office=organizations.Office("Phó phòng", rights=tuple(organizations.ALL_RIGHTS)),
            by=by,
            now=NOON,
        )
    with listening(server, plant, circle.id) as frames:
        with acting(by):
            organizations.end_appointment(
                appointment_id=plant.appointment_id, by=by, now=timezone.now()
            )
        assert list(frames) == []


def test_a_lost_database_connection_ends_the_streams_and_nothing_is_missed(
    server: Server, trio: tuple[Circle, Unit, Unit, Unit]
) -> None:
    circle, plant, _, _ = trio
    with listening(server, plant, circle.id) as frames:
        position = frames.response.readline().decode().removeprefix("id: ").strip()
        with psycopg.connect(settings.DIRECT_URL, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND query LIKE 'LISTEN %%'"
            )
        assert list(frames) == []
    issue(circle, plant.member())

    # It waits until the news are heard again. Some may come twice, none is missing.
    with listening(server, plant, circle.id, last_id=position) as frames:
        assert any(frame["type"] == "BulletinIssued" for frame in frames)


def test_cookies_of_others_and_a_chosen_office_that_ended_do_not_matter(
    server: Server, trio: tuple[Circle, Unit, Unit, Unit]
) -> None:
    circle, plant, _, _ = trio
    with listening(
        server, plant, circle.id, cookies='tracker={"a": [1, 2]}; odd name=1; ', chosen=999_999
    ) as frames:
        assert frames.response.status == 200
