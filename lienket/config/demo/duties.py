"""Lets the duties of the demonstration fall due, and the units answer them as is their habit."""

import heapq
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from random import Random

from PIL import Image

from lienket.config.demo.founding import Founded, Stage
from lienket.config.demo.history import Replay, ticking
from lienket.delivery.models import Budget
from lienket.delivery.sender import send_due
from lienket.documents.guard.inspection import Inspected, inspect
from lienket.documents.paper import Organ, Paper, Paragraph
from lienket.documents.render import render_docx
from lienket.escalation import actions as escalation
from lienket.kernel import rls
from lienket.kernel.actors import Member
from lienket.obligations import actions as obligations
from lienket.obligations.models import Duty, Obligation, Occurrence

#: The clock of the demonstration goes by such steps.
STEP = timedelta(hours=12)
#: Letters have gone out by the end of a step.
SENT = timedelta(minutes=10)
_WORDS = (
    "Đã thực hiện đầy đủ theo quy chế.",
    "Tình hình ổn định, đã gửi số liệu kèm theo sổ theo dõi.",
    "Đã thực hiện; hai nội dung còn vướng đã báo đầu mối.",
)
_FILE_LIMIT = 1024 * 1024


class Diary:
    """What the units of all circles will do about what they owe, and when."""

    def __init__(self, stages: Sequence[Stage], duties: Sequence[Duty]) -> None:
        self._units = {one.id: one for stage in stages for one in stage.units.values()}
        self._circles = {duty.circle_id for duty in duties} | {stage.circle.id for stage in stages}
        self._deeds: list[tuple[datetime, int, str]] = []
        self._known: set[int] = set()
        self._proofs = _proofs()
        self._channel = Replay()

    def play(self, since: datetime, now: datetime) -> None:
        """Let the time from `since` to `now` pass."""
        at = since
        while at < now:
            at = min(at + STEP, now)
            obligations.open_due(now=at)
            self._see()
            for occurrence in Occurrence.objects.exclude(id__in=self._known):
                self._known.add(occurrence.id)
                self._plan(occurrence)
            while self._deeds and self._deeds[0][0] <= at:
                self._do(*heapq.heappop(self._deeds))
            # Steps come a minute apart at least, and their letters went out long ago.
            minute = at - SENT
            while minute < at and escalation.escalate_overdue(now=minute):
                minute += timedelta(minutes=1)
            Budget.objects.all().delete()
            while send_due(self._channel, now=at, clock=partial(next, ticking(at - SENT))):
                pass

    def _see(self) -> None:
        rls.see(sorted(self._circles), sorted(self._units))

    def _plan(self, occurrence: Occurrence) -> None:
        unit = self._units[occurrence.organization_id]
        dice = Random(f"{occurrence.duty_id}:{occurrence.period_start}:{occurrence.ordinal}")
        if unit.unit.habit == "silent" and dice.random() < 0.5:
            return
        span = min(occurrence.due_at - occurrence.opened_at, timedelta(days=3))
        late = (
            dice.random()
            < {"prompt": 0.01, "steady": 0.08, "slow": 0.35, "silent": 0.6}[unit.unit.habit]
        )
        shift = dice.uniform(0.05, 0.6) * span
        at = (
            occurrence.due_at + max(shift, timedelta(hours=2))
            if late
            else (occurrence.due_at - shift)
        )
        heapq.heappush(self._deeds, (at, occurrence.id, "fulfil"))
        if dice.random() < 0.8:
            heapq.heappush(
                self._deeds,
                (at + timedelta(hours=dice.randint(3, 40)), occurrence.id, "confirm"),
            )

    def _do(self, at: datetime, occurrence_id: int, deed: str) -> None:
        self._see()
        occurrence = Occurrence.objects.select_related("duty").get(id=occurrence_id)
        if deed == "confirm":
            asker = self._units[occurrence.duty.asker_id]
            if occurrence.organization_id != asker.id:
                obligations.confirm(occurrence_id=occurrence_id, by=self._as(asker), now=at)
            return
        obligation = Obligation.objects.get(id=occurrence.duty.obligation_id)
        dice = Random(occurrence_id)
        nothing = obligation.proof == Obligation.Proof.WORDS and dice.random() < 0.4
        obligations.fulfil(
            occurrence_id=occurrence_id,
            text="" if nothing else dice.choice(_WORDS),
            files=[] if nothing else self._proofs.get(obligation.proof, []),
            nothing_to_report=nothing,
            by=self._as(self._units[occurrence.organization_id]),
            now=at,
        )

    def _as(self, unit: Founded) -> Member:
        return replace(unit.focal, circles=tuple(sorted(self._circles)))


def _proofs() -> dict[str, list[Inspected]]:
    """A document and a photo, which stand for all that was handed in."""
    paper = Paper(
        "BIÊN BẢN",
        "Kết quả thực hiện nghĩa vụ trong kỳ",
        (Organ("Đơn vị thực hiện"),),
        "Thanh Vân",
        blocks=(Paragraph("Hai bên đã kiểm tra, thống nhất kết quả. Không có kiến nghị."),),
    )
    photo = BytesIO()
    Image.linear_gradient("L").resize((640, 400)).convert("RGB").save(photo, "JPEG")
    return {
        Obligation.Proof.FILE: [_inspected("bien-ban.docx", BytesIO(render_docx(paper)))],
        Obligation.Proof.PHOTO: [_inspected("hien-truong.jpg", photo)],
    }


def _inspected(name: str, content: BytesIO) -> Inspected:
    content.seek(0)
    return inspect(name, "", content, limit_bytes=_FILE_LIMIT)
