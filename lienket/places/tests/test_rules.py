"""Positions as people write them, and shapes as files bring them."""

import pytest

from lienket.places import rules
from lienket.places.rules import BadShape, Flaw, Lies, Position
from lienket.places.tests.hands import CENTRE, LINE, square


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("13.355, 109.205", CENTRE),
        ("13,355; 109,205", CENTRE),
        ("13.355 109.205", CENTRE),
        ("13°21'18\"N 109°12'18\"E", CENTRE),
        ("13°21′18″B, 109°12′18″Đ", CENTRE),
        ("109.205E 13.355N", CENTRE),
        ("13,355 109,205", CENTRE),
        ("Suối Đá, Đồng Xuân", None),
        ("13.355", None),
        ("", None),
    ],
)
def test_a_position_is_read_as_people_paste_it(text: str, position: Position | None) -> None:
    read = rules.read_position(text)
    assert read == (pytest.approx(position) if position else None)


def test_what_was_written_is_read_again() -> None:
    assert rules.read_position(rules.write_position(CENTRE)) == CENTRE
    for shape, kind in ((square(), "Polygon"), (LINE, "LineString")):
        assert rules.read_shape(rules.write_shape(shape), kind) == shape


def test_an_area_with_a_hole_is_written_as_geojson_and_read_again() -> None:
    shape = square()
    shape["coordinates"].append(square(half=0.001)["coordinates"][0])
    assert rules.read_shape(rules.write_shape(shape), "Polygon") == shape


def test_a_line_that_is_no_position_is_named() -> None:
    with pytest.raises(BadShape) as refused:
        rules.read_shape("13.355, 109.205\nở đâu đó", "LineString")
    assert refused.value.where == "2"


def test_the_islands_lie_in_viet_nam_and_swapped_numbers_are_noticed() -> None:
    assert rules.judge(16.53, 111.61) is Lies.INSIDE  # Hoàng Sa
    assert rules.judge(8.64, 111.92) is Lies.INSIDE  # Trường Sa
    assert rules.judge(109.2, 13.3) is Lies.SWAPPED
    assert rules.judge(48.8, 2.3) is Lies.OUTSIDE


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": "109"},
        {"type": "Polygon", "coordinates": [[["109", "13"]] * 4]},
        {"type": "Polygon", "coordinates": [[[True, True]] * 4]},
        {"type": "Polygon", "coordinates": [[109, 13]]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[]]},
        {"type": "MultiPolygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[109.0, 13.0]] * 5]},
        {"type": "Polygon", "coordinates": [[[10**400, 13], [109, 13], [109, 14]]]},
        {"type": "Polygon", "coordinates": [[[float("nan"), 13], [109, 13], [109, 14]]]},
        {"type": "Polygon", "coordinates": [[[109, 13], [109.1, 13], [109.2, 13]]]},
    ],
)
def test_what_is_no_outline_is_refused_and_never_breaks(geometry: object) -> None:
    with pytest.raises(BadShape):
        rules.outline_of(geometry)


def test_a_swapped_outline_is_told_from_one_abroad() -> None:
    for shape, flaw in (
        (rules.turned(square()), Flaw.SWAPPED),
        (square(Position(48.8, 2.3)), Flaw.OUTSIDE),
    ):
        with pytest.raises(BadShape) as refused:
            rules.outline_of(shape)
        assert refused.value.flaw is flaw


def test_pieces_of_a_line_are_joined() -> None:
    pieces = {"type": "MultiLineString", "coordinates": [LINE["coordinates"][:2]]}
    pieces["coordinates"].append(LINE["coordinates"][1:])  # type: ignore[attr-defined]
    assert rules.line_of(pieces) == LINE


def test_measures_are_in_metres() -> None:
    degree = 111_195
    assert rules.distance(Position(13, 109), Position(14, 109)) == pytest.approx(degree, rel=1e-4)
    assert rules.area(square(half=0.005)) == pytest.approx((0.01 * degree) ** 2 * 0.973, rel=1e-2)
    strip = rules.strip(LINE, 20)
    assert rules.area(strip) == pytest.approx(20 * rules.length(LINE), rel=1e-2)
    assert rules.off_line(LINE, Position(13.36, 109.21)) == 0
