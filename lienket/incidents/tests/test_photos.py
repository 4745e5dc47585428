"""Photographs of a report: what is kept of them, and what is refused in words."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from lienket.circles.models import Circle
from lienket.documents.actions import path_of
from lienket.incidents.models import Incident, Photo
from lienket.incidents.tests.hands import KEY, send
from lienket.kernel.rls import acting
from tests.cast import Unit, signed_in

pytestmark = pytest.mark.usefixtures("noon")


def jpeg(*, width: int = 40, position: bool = True) -> bytes:
    """A photograph as a phone makes it, with where it was taken."""
    exif = Image.Exif()
    if position:
        exif.get_ifd(0x8825).update({1: "N", 2: (13.0, 21.0, 18.0), 3: "E", 4: (109.0, 12.0, 18.0)})
    made = BytesIO()
    Image.new("RGB", (width, 30), "red").save(made, "JPEG", exif=exif)
    return made.getvalue()


def test_a_report_with_a_photo_opens_its_incident(circle: Circle, plant: Unit) -> None:
    photo = SimpleUploadedFile("anh.jpg", jpeg(), "image/jpeg")
    answer = send(signed_in(plant), circle, photos=photo)

    by = plant.member()
    with acting(by):
        incident = Incident.objects.get()
        kept = Photo.objects.select_related("file").get()
    assert answer.url == reverse("incidents:incident", args=[incident.id])
    with Image.open(path_of(kept.file.blob_id)) as image:
        assert not image.getexif().get_ifd(0x8825)
    page = signed_in(plant).get(answer.url).content.decode()
    assert f"/files/{kept.file_id}/" in page
    assert KEY in page


@pytest.mark.parametrize(
    ("name", "content", "kind", "status", "word"),
    [
        ("anh.heic", b"\0\0\0\x18ftypheic", "image/heic", 422, "HEIC"),
        ("anh.jpg", b"\xff\xd8\xff" + b"x" * (50 * 1024 * 1024), "image/jpeg", 422, "20 MB"),
        ("anh.jpg", b"%PDF-1.7 nothing", "image/jpeg", 422, "anh.jpg"),
        ("ghi.txt", "Chào".encode(), "text/plain", 422, "JPEG"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(
    circle: Circle, plant: Unit, name: str, content: bytes, kind: str, status: int, word: str
) -> None:
    answer = send(signed_in(plant), circle, photos=SimpleUploadedFile(name, content, kind))

    assert answer.status_code == status
    assert word in answer.content.decode()
    by = plant.member()
    with acting(by):
        assert not Incident.objects.exists()


def test_a_picture_that_unpacks_to_far_too_much_is_refused(circle: Circle, plant: Unit) -> None:
    made = BytesIO()
    Image.new("1", (20_000, 20_000)).save(made, "PNG")
    assert len(made.getvalue()) < 1024 * 1024
    bomb = SimpleUploadedFile("anh.png", made.getvalue(), "image/png")

    answer = send(signed_in(plant), circle, photos=bomb)

    assert answer.status_code == 422
    assert "64" in answer.content.decode()


PLACE = b"13.355,109.205"
XMP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><exif:GPSLatitude>" + PLACE


def with_segment(code: int, content: bytes) -> bytes:
    """A JPEG with one more piece behind its beginning."""
    whole = jpeg(position=False)
    return (
        whole[:2] + bytes([0xFF, code]) + struct.pack(">H", len(content) + 2) + content + whole[2:]
    )


def with_chunk(name: bytes, content: bytes) -> bytes:
    """A PNG with one more piece behind its header."""
    made = BytesIO()
    Image.new("RGB", (40, 30), "red").save(made, "PNG")
    whole = made.getvalue()
    piece = struct.pack(">L", len(content)) + name + content
    piece += struct.pack(">L", zlib.crc32(name + content))
    return whole[:33] + piece + whole[33:]


def exif_of(directory: bytes) -> bytes:
    return b"Exif\0\0MM\0*" + struct.pack(">L", 8) + directory


def webp() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (13.0, 21.0, 18.0), 3: "E", 4: (109.0, 12.0, 18.0)})
    made = BytesIO()
    Image.new("RGB", (40, 30), "red").save(made, "WEBP", exif=exif, xmp=XMP)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("anh.jpg", with_segment(0xE1, XMP), "image/jpeg"),
        ("anh.jpg", with_segment(0xFE, PLACE), "image/jpeg"),
        ("anh.png", with_chunk(b"tEXt", b"Comment\0" + PLACE), "image/png"),
        ("anh.png", with_chunk(b"eXIf", exif_of(PLACE)[6:]), "image/png"),
        ("anh.webp", webp(), "image/webp"),
        ("anh.jpg", jpeg() + PLACE, "image/jpeg"),
    ],
)
def test_wherever_a_photo_says_where_it_was_taken_that_is_removed(
    circle: Circle, plant: Unit, name: str, content: bytes, kind: str
) -> None:
    client = signed_in(plant)
    assert send(client, circle, photos=SimpleUploadedFile(name, content, kind)).status_code == 302

    with acting(plant.member()):
        kept = Photo.objects.select_related("file").get()
    shown = path_of(kept.file.blob_id).read_bytes()
    assert PLACE not in shown
    with Image.open(BytesIO(shown)) as image:
        assert image.size == (40, 30)
        assert not image.getexif().get_ifd(0x8825)


#: A directory that claims 65,535 entries; one that is its own successor; one value of 4 GB.
ENDLESS = struct.pack(">H", 0xFFFF) + b"\0" * 60
LOOP = struct.pack(">HHHLLL", 1, 0x0112, 3, 1, 0x00060000, 8)
HUGE = struct.pack(">HHHLLL", 1, 0x010E, 2, 0xFFFFFFFF, 26, 0)
#: 100 MB of one letter, in a hundred kilobytes.
PACKED = zlib.compress(b"a" * 100_000_000)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.jpg", with_segment(0xE1, exif_of(ENDLESS))),
        ("anh.jpg", with_segment(0xE1, exif_of(LOOP))),
        ("anh.jpg", with_segment(0xE1, exif_of(HUGE))),
        ("anh.png", with_chunk(b"zTXt", b"Comment\0\0" + PACKED)),
        ("anh.png", with_chunk(b"iTXt", b"Comment\0\1\0\0\0" + PACKED)),
    ],
)
def test_a_bomb_in_what_a_camera_adds_stays_behind(
    circle: Circle, plant: Unit, name: str, content: bytes
) -> None:
    photo = SimpleUploadedFile(name, content, f"image/{'png' if 'png' in name else 'jpeg'}")
    assert send(signed_in(plant), circle, photos=photo).status_code == 302

    with acting(plant.member()):
        kept = Photo.objects.select_related("file").get()
    assert path_of(kept.file.blob_id).stat().st_size < 2_000


def test_a_bomb_in_the_colours_of_a_picture_is_refused(circle: Circle, plant: Unit) -> None:
    """The colours are needed to show it, so they cannot be left behind."""
    content = with_chunk(b"iCCP", b"colours\0\0" + PACKED)
    answer = send(
        signed_in(plant), circle, photos=SimpleUploadedFile("anh.png", content, "image/png")
    )

    assert answer.status_code == 422
    assert 'id="id_photos_error"' in answer.content.decode()
    with acting(plant.member()):
        assert not Incident.objects.exists()
