"""What the solar plant and the industrial park keep in the registers of their circles."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from lienket.config.demo.founding import Founded, Stage
from lienket.registers import actions
from lienket.registers.actions import Facts

#: Register, name, number, amount, part, and in how many days it ends.
Line = tuple[str, str, str, int | None, int | None, int | None]

_SOLAR: tuple[Line, ...] = (
    ("guard_contractor", "BV Trường Sơn Xanh", "018/GCN-PC06", None, None, 41),
    ("guard_certificate", "Tổ bảo vệ nhà máy", "27/DS-BV", 18, 16, 120),
    ("support_tool", "Gậy cao su", "45/GP-PC06", 12, None, 212),
    ("support_tool", "Roi điện", "45/GP-PC06", 4, None, 212),
    ("contractor", "Công ty CP Vệ sinh tấm pin Nắng Mới", "12/2026/HĐ-DV", 14, None, 18),
    ("contractor", "Công ty TNHH Thí nghiệm điện Tây Nguyên Xanh", "03/2026/HĐ-TN", 6, None, 96),
    ("vehicle", "81C-102.34", "T-07", None, None, 33),
    ("vehicle", "81C-115.60", "T-09", None, None, -3),
    ("vehicle", "81H-020.11", "T-12", None, None, 5),
    ("fire_safety", "Trạm biến áp 110 kV", "112/NT-PC07", None, None, 260),
    ("fire_safety", "Hệ thống chữa cháy nhà điều hành", "31/KĐ-PC07", None, None, -12),
)
_PARK: tuple[Line, ...] = (
    ("guard_contractor", "Đội BV KCN", "007/GCN-PC06", None, None, 25),
    ("guard_certificate", "Cổng chính và tuần tra", "14/DS-BV", 36, 36, 200),
    ("support_tool", "Gậy cao su", "19/GP-PC06", 30, None, 74),
    ("contractor", "Công ty CP Xây lắp Đường Mới", "21/2026/HĐ-XL", 48, None, 60),
    ("vehicle", "61C-337.20", "KCN-118", None, None, 3),
    ("fire_safety", "Bể nước và trạm bơm chữa cháy", "77/NT-PC07", None, None, 140),
)
#: Declarations due and made within 12 hours, the last month first.
_LODGINGS = (
    ("Nhà ở chuyên gia Bình Minh Xanh", ((14, 14), (22, 21), (19, 19))),
    ("Khách sạn Hạ tầng KCN", ((9, 8), (11, 11), (7, 7))),
)


def keep(stages: Sequence[Stage], *, began: datetime, now: datetime) -> None:
    """Enter what the members keep; one licence has been renewed since."""
    for stage in stages:
        stage.see()
        if "dongxuan" in stage.units:
            _enter(stage, stage.units["dongxuan"], _SOLAR, began, now)
        elif "hatang" in stage.units:
            keeper = stage.units["hatang"]
            _enter(stage, keeper, _PARK, began, now)
            _declare(stage, keeper, now)


def _enter(
    stage: Stage, keeper: Founded, lines: Sequence[Line], began: datetime, now: datetime
) -> None:
    today = timezone.localdate(now)
    for kind, name, number, amount, part, days in lines:
        ends = None if days is None else today + timedelta(days=days)
        # The licence of the guards was renewed after it had been entered.
        renewed = kind == "guard_contractor"
        entry = actions.enter(
            circle_id=stage.circle.id,
            kind=kind,
            facts=Facts(
                name, number, amount, part, today - timedelta(days=90) if renewed else ends
            ),
            by=keeper.focal,
            now=began,
        )
        if renewed and ends:
            actions.renew(
                entry_id=entry.id,
                expires_on=ends,
                by=keeper.focal,
                now=now - timedelta(days=95),
            )


def _declare(stage: Stage, keeper: Founded, now: datetime) -> None:
    for place, months in _LODGINGS:
        month = timezone.localdate(now).replace(day=1)
        for due, in_time in months:
            month = _before(month)
            actions.enter(
                circle_id=stage.circle.id,
                kind="residence",
                facts=Facts(place, f"{month:%Y-%m}", due, in_time),
                by=keeper.focal,
                now=now - timedelta(days=2),
            )


def _before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)
