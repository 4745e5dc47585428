"""A file is read, shown row by row, and then put on the map all at once; bad files are refused."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.kernel.rls import acting
from lienket.places import actions, queries
from lienket.places.actions import Preview, Wanted
from lienket.places.actions.importing import (
    AlreadyThere,
    DrawnFromAnother,
    NoSiteOfThatName,
    NothingToImport,
    NothingUsable,
)
from lienket.places.actions.shapes import OutlineCrossesItself, PlaceNeedsName, PositionSwapped
from lienket.places.importing import archives, own, read_file
from lienket.places.importing.archives import ArchiveTooLarge, ArchiveUnreadable
from lienket.places.importing.files import UnknownFile
from lienket.places.importing.geojson import GeoJsonUnreadable
from lienket.places.importing.kml import KmlUnreadable, KmlWithEntities
from lienket.places.importing.projection import UnknownProjection
from lienket.places.importing.rows import NothingInFile, TooManyRows, numbered
from lienket.places.importing.shapefiles import (
    NoShapefile,
    SeveralShapefiles,
    ShapefileUnreadable,
    WrongEncoding,
)
from lienket.places.models import Corridor, Import, Site, Waypoint, Zone
from lienket.places.tests import files
from lienket.places.tests.hands import CENTRE, list_corridor, list_site, square
from tests.cast import NOON, Unit, make_circle, signed_in


def read(circle: Circle, by: Member, content: bytes) -> None:
    with acting(by):
        actions.read_places(
            circle_id=circle.id, file_name="tệp.geojson", content=content, by=by, now=NOON
        )


def preview(circle: Circle, by: Member, wanted: Wanted | None = None) -> Preview:
    with acting(by):
        return actions.preview_import(
            circle_id=circle.id, wanted=wanted or Wanted(), by=by, now=NOON
        )


def apply(circle: Circle, by: Member, wanted: Wanted | None = None) -> Preview:
    with acting(by):
        return actions.apply_import(circle_id=circle.id, wanted=wanted or Wanted(), by=by, now=NOON)


def test_a_preview_says_what_will_happen_and_changes_nothing(
    circle: Circle, dispatcher: Member
) -> None:
    read(circle, dispatcher, files.everything())
    shown = preview(circle, dispatcher)
    assert [type(one) for one in shown.places] == [Waypoint, Corridor, Site]
    with acting(dispatcher):
        assert not Site.objects.exists()

    apply(circle, dispatcher)
    with acting(dispatcher):
        assert queries.sites_of(circle.id, dispatcher).get().name == "Nhà máy"
        assert queries.corridors_of(circle.id, dispatcher).get().width == 15
        assert not Import.objects.exists()
        with pytest.raises(NothingToImport):
            actions.apply_import(circle_id=circle.id, wanted=Wanted(), by=dispatcher, now=NOON)


def test_a_file_that_waits_is_seen_by_its_organization_alone(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    read(circle, dispatcher, files.everything())
    with acting(chief):
        assert not Import.objects.exists()


def test_rows_that_cannot_be_used_are_named_and_left_out(
    circle: Circle, dispatcher: Member
) -> None:
    bow = square()
    bow["coordinates"][0][1:3] = reversed(bow["coordinates"][0][1:3])
    content = files.geojson(
        ("Cổng số 1", files.POINT), ("Cổng số 1", files.POINT), ("", files.POINT), ("Bãi", bow)
    )
    read(circle, dispatcher, content)
    refused = {one.row.number: type(one.refusal) for one in preview(circle, dispatcher).refused}
    assert refused == {2: AlreadyThere, 3: PlaceNeedsName, 4: OutlineCrossesItself}
    apply(circle, dispatcher)
    with acting(dispatcher):
        assert Waypoint.objects.count() == 1


def test_a_file_in_the_wrong_order_is_offered_to_be_turned(
    circle: Circle, dispatcher: Member
) -> None:
    swapped = {"type": "Point", "coordinates": [13.355, 109.205]}
    read(circle, dispatcher, files.geojson(("Cổng", swapped)))
    (one,) = preview(circle, dispatcher).refused
    assert isinstance(one.refusal, PositionSwapped)
    with acting(dispatcher), pytest.raises(NothingUsable):
        actions.apply_import(circle_id=circle.id, wanted=Wanted(), by=dispatcher, now=NOON)
    apply(circle, dispatcher, Wanted(turned=True))
    with acting(dispatcher):
        assert Waypoint.objects.get().latitude == 13.355


def test_what_says_its_own_kind_keeps_it_and_zones_go_into_their_site(
    circle: Circle, dispatcher: Member
) -> None:
    site = list_site(circle, dispatcher)
    read(circle, dispatcher, files.geojson(("Trụ 1", files.POINT), kind="hydrant"))
    apply(circle, dispatcher, Wanted(site_id=site.id))
    read(circle, dispatcher, files.geojson(("Kho", square(half=0.001)), kind="storage"))
    apply(circle, dispatcher, Wanted(areas="zone", site_id=site.id))
    with acting(dispatcher):
        assert site.waypoints.get().kind == "hydrant"
        assert site.zones.get().kind == "storage"


def test_kml_and_kmz_are_read(circle: Circle) -> None:
    for content in (
        files.kml(files.PLACEMARKS),
        files.zipped({"doc.kml": files.kml(files.PLACEMARKS)}),
    ):
        point, area = read_file(content)
        assert (point.name, point.geometry) == ("Trụ nước 1", files.POINT)
        assert area.geometry
        assert area.geometry["type"] == "Polygon"


def test_a_shapefile_in_vn_2000_lands_where_it_belongs() -> None:
    (row,) = read_file(files.shapes(("Mốc 1", 500_000, 1_476_000), prj=files.VN_2000))
    assert row.name == "Mốc 1"
    assert row.geometry
    assert row.geometry["coordinates"] == pytest.approx([108.2518, 13.3464], abs=1e-4)


def test_names_in_an_old_encoding_are_read() -> None:
    for encoding, told in (("utf-8", b""), ("utf-8", b"UTF-8"), ("cp1258", b"nonsense")):
        content = files.shapes(("Tràm", 109.2, 13.3), encoding=encoding, cpg=told)
        assert read_file(content)[0].name == "Tràm"
    with pytest.raises(WrongEncoding):
        read_file(files.shapes(("\x8d\x8f\xff", 109.2, 13.3), encoding="latin-1"))


def test_an_older_geojson_that_names_its_system_is_moved() -> None:
    document = json.loads(files.everything())
    document["features"] = document["features"][:1]
    document["features"][0]["geometry"]["coordinates"] = [500_000, 1_476_000]
    document["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::9218"}}
    (row,) = read_file(json.dumps(document).encode())
    assert row.geometry
    assert row.geometry["coordinates"] == pytest.approx([108.5018, 13.3464], abs=1e-4)


BOMB = '<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", UnknownFile),
        (b"%PDF-1.7", UnknownFile),
        (b"{", GeoJsonUnreadable),
        (b'{"type": "FeatureCollection", "features": 5}', GeoJsonUnreadable),
        ('{"name": "Cổng"}'.encode("utf-16"), UnknownFile),
        (b'{"name": "C\xf4ng"}', GeoJsonUnreadable),
        (b'{"a":' * 100_000, GeoJsonUnreadable),
        (files.geojson(), NothingInFile),
        (b"<kml>", KmlUnreadable),
        (files.kml("<Placemark><name>&b;</name></Placemark>", head=BOMB), KmlWithEntities),
        (files.kml(""), NothingInFile),
        (b"PK\x03\x04" + b"\x00" * 50, ArchiveUnreadable),
        (files.zipped({"readme.txt": b""}), NoShapefile),
        (files.zipped({f"{one}.{two}": b"" for one in "ab" for two in ("shp", "dbf")}),
         SeveralShapefiles),
        (files.shapes(("A", 109.0, 13.0), prj='LOCAL_CS["site",UNIT["metre",1]]'),
         UnknownProjection),
        (files.shapes(("A", 109.0, 13.0), prj="x" * 20_000), UnknownProjection),
        (files.broken_shapes(), ShapefileUnreadable),
        (files.shapes(("A", 109.0, 13.0), dbf=b"\x03"), ShapefileUnreadable),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_in_words(content: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read_file(content)


NESTED = '{"type": "Polygon", "coordinates": ' + "[" * 900 + "]" * 900 + "}"


@pytest.mark.parametrize(
    "content",
    [
        f'{{"type": "Feature", "properties": {{"name": "A"}}, "geometry": {NESTED}}}'.encode(),
        files.geojson(("A", None)),
        files.geojson(("A", {"type": "Polygon", "coordinates": [["x"]]})),
        files.geojson(("A", {"type": ["Polygon"]})),
        files.kml(
            "<Placemark><name>A</name><Point><coordinates>nan,inf</coordinates></Point></Placemark>"
        ),
        files.kml(
            f"<Placemark><name>A</name>{'<MultiGeometry>' * 3000}{'</MultiGeometry>' * 3000}"
            "</Placemark>"
        ),
        files.shapes(("A", float("nan"), 13.0)),
        files.shapes(("A", 1e30, -1e30), prj=files.VN_2000),
    ],
)
def test_a_row_that_is_no_shape_is_named_and_nothing_breaks(
    circle: Circle, dispatcher: Member, content: bytes
) -> None:
    read(circle, dispatcher, content)
    shown = preview(circle, dispatcher, Wanted(turned=True))
    assert [one.row.name for one in shown.refused] == ["A"]


def test_a_name_with_a_null_character_is_kept_without_it(
    circle: Circle, dispatcher: Member
) -> None:
    read(circle, dispatcher, files.geojson(("Cổng\x00 1", files.POINT)))
    assert [one.name for one in preview(circle, dispatcher).places] == ["Cổng 1"]


def test_an_archive_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 1024 * 1024)
    with pytest.raises(ArchiveTooLarge):
        read_file(files.zipped({"a.shp": b"\x00" * 2 * 1024 * 1024, "a.dbf": b""}))


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(TooManyRows):
        read_file(files.geojson(*[(f"Trụ {one}", files.POINT) for one in range(1001)]))


def test_the_pages_lead_from_the_file_to_the_map(
    plant: Unit, circle: Circle, dispatcher: Member
) -> None:
    client = signed_in(plant)
    upload = reverse("places:import", args=[circle.id])
    apply_url = reverse("places:import_apply", args=[circle.id])
    assert client.get(apply_url).headers["Location"] == upload

    bad = client.post(upload, {"file": SimpleUploadedFile("a.kml", b"<kml>")})
    assert bad.status_code == 422
    assert "KML" in bad.content.decode()
    good = SimpleUploadedFile("ban-do.geojson", files.everything())
    assert client.post(upload, {"file": good}).headers["Location"] == apply_url
    shown = client.get(apply_url).content.decode()
    assert "Đường dây 22 kV" in shown
    assert "ban-do.geojson" in shown

    chosen = {
        "points": "waypoint",
        "point_kind": "gate",
        "areas": "site",
        "site_kind": "factory",
        "importance": "2",
        "line_kind": "power_line",
        "width": "4,5",
    }
    assert client.get(apply_url, chosen).status_code == 200
    done = client.post(apply_url, chosen)
    assert done.headers["Location"] == reverse("places:map", args=[circle.id])
    with acting(dispatcher):
        assert Site.objects.get().kind == "factory"
        assert Waypoint.objects.get().kind == "gate"
        assert Corridor.objects.get().width == 4.5


def test_a_large_file_is_refused(plant: Unit, circle: Circle, settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 100
    client = signed_in(plant)
    upload = SimpleUploadedFile("a.geojson", files.everything())
    response = client.post(reverse("places:import", args=[circle.id]), {"file": upload})
    assert response.status_code == 422


def _everything(circle: Circle, by: Member) -> set[tuple[str, str, str]]:
    """What the organization has on the map: noun, name and kind."""
    with acting(by):
        found: dict[str, QuerySet[Any]] = {
            "site": queries.sites_of(circle.id, by),
            "zone": queries.zones_of(circle.id, by),
            "corridor": queries.corridors_of(circle.id, by),
            "waypoint": queries.waypoints_of(circle.id, by),
        }
        return {(noun, one.name, one.kind) for noun, rows in found.items() for one in rows}


def test_our_own_export_read_again_keeps_every_kind(
    circle: Circle, plant: Unit, dispatcher: Member
) -> None:
    """One place of each kind there is, with and without outline, comes back as what it was."""
    acted: dict[str, Any] = {"by": dispatcher, "now": NOON}
    sites = [
        list_site(
            circle,
            dispatcher,
            name=f"Mục tiêu {kind}",
            kind=kind,
            importance=1 + at % 3,
            outline=square() if at % 2 else None,
        )
        for at, kind in enumerate(Site.Kind.values)
    ]
    with acting(dispatcher):
        for at, kind in enumerate(Zone.Kind.values):
            actions.draw_zone(
                site_id=sites[at].id, name=f"Khu {kind}", kind=kind, outline=square(), **acted
            )
        for kind in Waypoint.Kind.values:
            actions.set_waypoint(
                circle_id=circle.id, name=f"Điểm {kind}", kind=kind, position=CENTRE, **acted
            )
    for kind in Corridor.Kind.values:
        voltage = 110 if kind == Corridor.Kind.POWER_LINE else None
        list_corridor(
            circle, dispatcher, name=f"Tuyến {kind}", kind=kind, width=7.5, voltage=voltage
        )
    exported = signed_in(plant).get(reverse("places:features", args=[circle.id])).content

    other = make_circle(plant, name="Vòng liên kết khác")
    by = plant.member()
    read(other, by, exported)
    done = apply(other, by)

    assert _everything(other, by) == _everything(circle, by)
    assert {type(one.refusal) for one in done.refused} == {AlreadyThere, DrawnFromAnother}
    with acting(by):
        line = queries.corridors_of(other.id, by).get(kind="power_line")
        assert (line.width, line.voltage) == (7.5, 110)
        again = {one.name: one.importance for one in queries.sites_of(other.id, by)}
    assert again == {one.name: one.importance for one in sites}


KINDS = st.sampled_from(
    [
        *((noun, layer, kind) for noun, layer, kinds in (
            ("site", "sites", Site.Kind), ("waypoint", "waypoints", Waypoint.Kind),
            ("zone", "zones", Zone.Kind), ("corridor", "corridors", Corridor.Kind),
        ) for kind in kinds.values)
    ]
)  # fmt: skip


@given(
    kind=KINDS,
    facts=st.dictionaries(st.text(max_size=8), st.text(max_size=20) | st.integers() | st.none()),
)
def test_whatever_else_a_row_of_our_export_says_its_noun_stays(
    kind: tuple[str, str, str], facts: dict[str, Any]
) -> None:
    noun, layer, code = kind
    own_facts = {**facts, "layer": layer, "code": code, "part": "point"}
    (row,) = numbered([(own_facts, {"type": "Point", "coordinates": [109.2, 13.3]})])
    assert own.noun_of(row) == noun
    assert not own.is_drawn_from_another(row)
    del row.facts["code"]
    assert own.noun_of(row) is None


def test_a_zone_whose_site_is_not_ours_is_left_out(circle: Circle, dispatcher: Member) -> None:
    facts = {"layer": "zones", "code": "storage", "name": "Kho", "site_name": "Ở nơi khác"}
    feature = {"type": "Feature", "geometry": square(), "properties": facts}
    read(circle, dispatcher, json.dumps(feature).encode())
    (one,) = preview(circle, dispatcher).refused
    assert isinstance(one.refusal, NoSiteOfThatName)
