"""Loads the demonstration, all of it or nothing."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from lienket.config.demo import (
    agreeing,
    campaigning,
    commending,
    crowd,
    founding,
    happening,
    inspecting,
    keeping,
    meeting,
    moving,
    petitioning,
    places,
    planning,
    reviewing,
    seating,
    warning,
    watching,
)
from lienket.config.demo.duties import Diary
from lienket.config.demo.founding import Stage
from lienket.config.demo.history import Playback, moment_of
from lienket.config.demo.names import Names
from lienket.config.demo.scenes import SCENES
from lienket.journal import actions as journal
from lienket.kernel.errors import Refusal
from lienket.meetings.models import Meeting
from lienket.obligations.models import Duty
from lienket.organizations import queries
from lienket.organizations.models import Account

#: The circles had formed by then.
AGE = timedelta(days=120)


class NotEmpty(Refusal):
    """This database is in use. The demonstration needs one of its own."""


@dataclass(frozen=True)
class Seat:
    """Who can sign in: a unit's head (0), focal point (1) or the one on duty (2)."""

    user: str
    unit: str
    place: int = 1


SEATS = (
    Seat("bql", "bql-kcn"),
    Seat("congan", "ca-kcn"),
    Seat("detmay", "saokhue"),
    Seat("pa04", "pa04"),
    Seat("baove", "truongsonxanh"),
    Seat("gangthep", "gangthep"),
    Seat("dienluc", "tongcongty"),
)


def load(
    *, now: datetime, members: int | None = None, kept: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Load the five circles, or with `members` one large circle; returns what to sign in with.

    `{"sign_ins": [{who, user, password, organization, role}]}`, or for a large circle
    `{"circle", "chair": {organization, token}, "members": [{organization, token}]}`.

    A database that has the demonstration already is left as it is: `kept` is what the first
    loading returned; without it the accounts get new passwords. Raises NotEmpty in a database
    that has other accounts, because time is played back in it.
    """
    if members is not None:
        with transaction.atomic():
            return crowd.load(members, now=now)
    with transaction.atomic():
        users = [seat.user for seat in SEATS]
        known = Account.objects.filter(username__in=users)
        if known.exists():
            return dict(kept) if kept else {"sign_ins": [_renew(one, now) for one in known]}
        if Account.objects.exclude(username__startswith=crowd.PREFIX).exists():
            raise NotEmpty
        return {"sign_ins": _play(now)}


def _play(now: datetime) -> list[dict[str, str]]:
    began = now - AGE
    journal.open_months(today=began.date(), ahead=6)
    passwords = {seat: _password() for seat in SEATS}
    accounts = {seat: _account(seat, passwords[seat]) for seat in SEATS}
    holders = {(seat.unit, seat.place): account for seat, account in accounts.items()}
    names = Names()
    stages = [founding.found(scene, names, holders, began=began, now=now) for scene in SCENES]
    places.lay_out(stages, now=began)
    keeping.keep(stages, began=began, now=now)
    _agree(stages, now)
    for stage in stages:
        playback = Playback(stage, now)
        for past in sorted(stage.scene.past, key=lambda one: moment_of(one, now)):
            playback.play(past, moment_of(past, now))
        if stage.scene.open:
            bulletin = playback.issue(stage.scene.open.notice, now)
            for call in stage.scene.open.calls:
                playback.call(bulletin, call, now)
        if stage.scene.cases:
            happening.happen(stage, now=now)
            watching.watch(stage, now=now)
            commending.commend(stage, now=now)
            reviewing.review(stage, now=now)
    return [_sign_in(accounts[seat], passwords[seat], now) for seat in SEATS]


def _agree(stages: Sequence[Stage], now: datetime) -> None:
    """What each circle has agreed on, and what has become of it."""
    duties: list[Duty] = []
    for stage in stages:
        scene = stage.scene
        if scene.agreement:
            duties += agreeing.agree(stage, scene.agreement, now=now)
        for one in scene.crews:
            seating.crew(stage, one, now=now)
        councils = [seating.seat(stage, body, now=now) for body in scene.bodies]
        for scheme in scene.schemes:
            planning.plan(stage, scheme, now=now)
        for gathering in scene.gatherings:
            meeting.meet(
                stage,
                gathering,
                now=now,
                council=councils[0] if councils else None,
                at_table=_questions(stage) if gathering.kind == "forum" else None,
            )
        for question in scene.petitions:
            if not question.at_forum:
                petitioning.ask(stage, question, now=now)
        warning.go_around(stage, scene.rumours, now=now)
        if scene.drill:
            planning.practise(stage, scene.drill, now=now)
        if "dongxuan" in stage.units:
            inspecting.inspect(stage, now=now)
            moving.move(stage, now=now)
    since = min(duty.opened_until for duty in duties)
    diary = Diary(stages, duties)
    for moment, act in campaigning.deeds(stages, now):
        diary.play(since, moment)
        act()
        since = moment
    diary.play(since, now)


def _questions(stage: Stage) -> Callable[[Meeting], None]:
    asked = [one for one in stage.scene.petitions if one.at_forum]
    return lambda forum: petitioning.note_at(stage, forum, asked)


def _account(seat: Seat, password: str) -> Account:
    account = Account(username=seat.user, email=f"{seat.user}@thanhvan.example")
    account.set_password(password)
    account.save()
    return account


def _renew(account: Account, now: datetime) -> dict[str, str]:
    password = _password()
    account.set_password(password)
    account.save(update_fields=["password"])
    return _sign_in(account, password, now)


def _sign_in(account: Account, password: str, now: datetime) -> dict[str, str]:
    """What the person needs to know who they are in the demonstration."""
    seat = queries.seats(account_id=account.id, now=now)[0]
    member = queries.enter(account_id=account.id, appointment_id=seat.appointment_id, now=now)
    assert member
    return {
        "who": f"{member.person_name}, {seat.title}, {seat.organization_name}",
        "user": account.username,
        "password": password,
        "organization": seat.organization_name,
        "role": seat.title,
    }


def _password() -> str:
    """Random, and easy to copy from a screen: "kivu-mota-rele-47"."""
    syllables = [secrets.choice("bdghklmnprstvx") + secrets.choice("aeiou") for _ in range(6)]
    words = ["".join(syllables[at : at + 2]) for at in (0, 2, 4)]
    return "-".join([*words, f"{secrets.randbelow(100):02}"])
