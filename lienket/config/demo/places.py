"""Puts the solar plant with its line, and the industrial park, on the maps of their circles.

The province is fictional, so the ground is as well: positions are told in metres from a centre.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lienket.config.demo.founding import Founded, Stage
from lienket.organizations.models import Post
from lienket.places import actions
from lienket.places.actions import Line, TowerDraft
from lienket.places.models import Corridor, Site, Waypoint, Zone
from lienket.places.rules import Geometry, Position

_DEGREE = 111_195.0  # metres

#: Metres to the east and to the north of a centre.
Spot = tuple[float, float]


@dataclass(frozen=True)
class Ground:
    """Where a scene takes place."""

    centre: Position

    def at(self, spot: Spot) -> Position:
        """A spot as a position."""
        east, north = spot
        squeeze = math.cos(math.radians(self.centre.latitude))
        return Position(
            round(self.centre.latitude + north / _DEGREE, 6),
            round(self.centre.longitude + east / _DEGREE / squeeze, 6),
        )

    def area(self, *corners: Spot) -> Geometry:
        """The outline through some corners."""
        placed = [self.at(corner) for corner in (*corners, corners[0])]
        return {"type": "Polygon", "coordinates": [[[p.longitude, p.latitude] for p in placed]]}


def lay_out(stages: Sequence[Stage], *, now: datetime) -> None:
    """List the places of the scenes that have any."""
    for stage in stages:
        if "dongxuan" in stage.units:
            stage.see()
            _solar_plant(stage, now)
        elif "hatang" in stage.units:
            stage.see()
            _park(stage, now)


def _solar_plant(stage: Stage, now: datetime) -> None:
    ground = Ground(Position(13.4262, 108.1437))
    plant = stage.units["dongxuan"]
    site = actions.list_site(
        circle_id=stage.circle.id,
        name="Nhà máy điện mặt trời Đồng Xuân",
        kind=Site.Kind.POWER_PLANT,
        importance=Site.Importance.KEY,
        address="Thôn Suối Đá, xã Đồng Xuân, tỉnh Thanh Vân",
        position=ground.at((0, 0)),
        outline=ground.area(
            (-760, -520), (540, -560), (800, -180), (760, 420), (180, 610), (-420, 560), (-800, 120)
        ),
        note="Đường vào từ tỉnh lộ, rẽ tại cầu Suối Đá; xe chữa cháy vào cổng số 1.",
        by=plant.focal,
        now=now,
    )
    zones = (
        ("Trạm biến áp 110 kV", Zone.Kind.RESTRICTED,
         ((430, -60), (650, -60), (650, 160), (430, 160))),
        ("Dãy pin phía tây", Zone.Kind.PRODUCTION,
         ((-720, -460), (-60, -490), (-60, 440), (-400, 510), (-740, 100))),
        ("Kho vật tư", Zone.Kind.STORAGE, ((40, -500), (240, -505), (240, -380), (40, -380))),
        ("Nhà điều hành", Zone.Kind.ADMINISTRATION,
         ((300, -500), (500, -510), (500, -390), (300, -390))),
    )  # fmt: skip
    for name, kind, corners in zones:
        actions.draw_zone(
            site_id=site.id,
            name=name,
            kind=kind,
            outline=ground.area(*corners),
            by=plant.focal,
            now=now,
        )
    line = _line(ground, stage, plant, site, now)
    _points(
        ground,
        stage,
        plant,
        now,
        site_id=site.id,
        points=(
            ("Cổng số 1", Waypoint.Kind.GATE, (380, -545), "Mở 24/24, có bảo vệ."),
            ("Cổng số 2", Waypoint.Kind.GATE, (-785, -60), "Xe vật tư, 06:00–18:00."),
            ("Trụ nước 1", Waypoint.Kind.HYDRANT, (350, -350), "DN100."),
            ("Trụ nước 2", Waypoint.Kind.HYDRANT, (400, 40), "DN100, cạnh trạm 110 kV."),
            ("Hồ nước chữa cháy", Waypoint.Kind.WATER, (120, -260), "500 m³, có bến lấy nước."),
            ("Camera số 14", Waypoint.Kind.CAMERA, (-120, -530), "Hàng rào phía nam."),
            ("Điểm tập kết", Waypoint.Kind.ASSEMBLY, (560, -430), "Bãi đỗ xe trước nhà điều hành."),
        ),
    )
    _points(
        ground,
        stage,
        stage.units["ca-dongxuan"],
        now,
        points=(("Chốt cầu Suối Đá", Waypoint.Kind.CHECKPOINT, (1350, -980), ""),),
    )
    _points(
        ground,
        stage,
        plant,
        now,
        corridor_id=line.id,
        points=(("Điểm gác cột 31", Waypoint.Kind.GUARD_POST, (8520, 3480), "Mùa đốt rẫy."),),
    )
    _call(
        stage,
        plant,
        site,
        now,
        (("pc07", "Cháy, nổ"), ("ca-dongxuan", "Trộm cắp, gây rối"), ("pa04", "Sự cố an ninh"),
         ("suoida", "Người lạ tuyến giáp biên")),
    )  # fmt: skip


def _line(ground: Ground, stage: Stage, plant: Founded, site: Site, now: datetime) -> Corridor:
    """The line to the grid: forty towers over eleven kilometres, bending twice."""
    bends: tuple[Spot, ...] = ((650, 60), (3900, 900), (7400, 3300), (10_800, 4100))
    towers = []
    for number in range(40):
        along = number / 39 * (len(bends) - 1)
        leg = min(int(along), len(bends) - 2)
        (x, y), (further_x, further_y) = bends[leg], bends[leg + 1]
        share = along - leg
        spot = (x + share * (further_x - x), y + share * (further_y - y))
        towers.append(TowerDraft(f"VT{number + 1}", ground.at(spot)))
    return actions.list_corridor(
        circle_id=stage.circle.id,
        name="Đường dây 110 kV Đồng Xuân – Thanh Vân",
        kind=Corridor.Kind.POWER_LINE,
        voltage=110,
        width=15,
        towers=towers,
        site_id=site.id,
        note="Không đốt rẫy, thả diều, trồng cây cao trong hành lang.",
        by=plant.focal,
        now=now,
    )


def _park(stage: Stage, now: datetime) -> None:
    ground = Ground(Position(11.1034, 106.6128))
    keeper = stage.units["hatang"]
    site = actions.list_site(
        circle_id=stage.circle.id,
        name="Khu công nghiệp Bình Minh Xanh",
        kind=Site.Kind.INDUSTRIAL_PARK,
        importance=Site.Importance.IMPORTANT,
        address="Phường Bình Minh Thượng, tỉnh Thanh Vân",
        position=ground.at((0, 0)),
        outline=ground.area((-1400, -900), (1300, -1000), (1450, 800), (-300, 1050), (-1500, 600)),
        by=keeper.focal,
        now=now,
    )
    for name, corners in (
        ("Lô A", ((-1350, -850), (-450, -880), (-450, -80), (-1400, -80))),
        ("Lô B", ((-350, -880), (500, -920), (500, -80), (-350, -80))),
        ("Lô C", ((-350, 20), (500, 20), (500, 860), (-300, 960))),
    ):
        actions.draw_zone(
            site_id=site.id,
            name=name,
            kind=Zone.Kind.PRODUCTION,
            outline=ground.area(*corners),
            by=keeper.focal,
            now=now,
        )
    _points(
        ground,
        stage,
        keeper,
        now,
        site_id=site.id,
        points=(
            ("Cổng chính", Waypoint.Kind.GATE, (-50, -950), ""),
            ("Cổng phía đông", Waypoint.Kind.GATE, (1390, 100), "Xe tải, 05:00–22:00."),
            ("Trụ nước lô A", Waypoint.Kind.HYDRANT, (-900, -40), ""),
            ("Trụ nước lô B", Waypoint.Kind.HYDRANT, (80, -40), ""),
            ("Trụ nước lô C", Waypoint.Kind.HYDRANT, (80, 480), "Áp lực thấp khi bơm chính dừng."),
            ("Bãi tập kết công nhân", Waypoint.Kind.ASSEMBLY, (900, -600), ""),
        ),
    )
    _call(stage, keeper, site, now, (("pccc-kv4", "Cháy, nổ"), ("ca-kcn", "An ninh, trật tự")))


def _points(
    ground: Ground,
    stage: Stage,
    keeper: Founded,
    now: datetime,
    *,
    points: Sequence[tuple[str, str, Spot, str]],
    site_id: int | None = None,
    corridor_id: int | None = None,
) -> None:
    for name, kind, spot, note in points:
        actions.set_waypoint(
            circle_id=stage.circle.id,
            name=name,
            kind=kind,
            position=ground.at(spot),
            note=note,
            site_id=site_id,
            corridor_id=corridor_id,
            by=keeper.focal,
            now=now,
        )


def _call(
    stage: Stage, keeper: Founded, site: Site, now: datetime, plan: Sequence[tuple[str, str]]
) -> None:
    desks = dict(Post.objects.values_list("organization_id", "id"))
    called = [stage.units[key].id for key, _about in plan]
    lines = [
        Line(unit, desks.get(unit), about) for unit, (_key, about) in zip(called, plan, strict=True)
    ]
    actions.set_contacts(site_id=site.id, lines=lines, by=keeper.focal, now=now)
