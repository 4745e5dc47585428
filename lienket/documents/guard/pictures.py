"""Photographs and drawings: copied piece by piece, so that only the picture itself goes on.

What cameras add (place, time, owner, preview) stays behind, as does anything hidden between the
pieces or after the end. The pixels are not touched; the orientation is kept.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from typing import IO

from PIL import Image

from lienket.documents.guard.kinds import Kind
from lienket.documents.guard.refusals import ContentMismatch, DamagedFile, ImageTooLarge

# The best telephones take 50; an A1 plan at 200 dpi has 31. Showing one takes 4 bytes a pixel.
MOST_MEGAPIXELS = 64
_ORIENTATION = 0x0112
_UPRIGHT = 1
_TURNS = range(1, 9)

# JPEG: tables, frames, scans and what is needed to show the colours.
_JPEG_KEPT = {0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xDA}
_JPEG_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_NAMED = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_JPEG_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_JPEG_NEXT = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_PNG_KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS",
    b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD",
}  # fmt: skip
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_WEBP_KEPT = {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP", b"ANIM", b"ANMF"}
_WEBP_HAS_XMP = 0x04


def copy_picture(data: memoryview, copy: IO[bytes], kind: Kind) -> None:
    """Write the picture in `data` to `copy`, without what was added to it.

    Raises DamagedFile, ContentMismatch and ImageTooLarge.
    """
    pieces = {Kind.JPEG: _jpeg, Kind.PNG: _png, Kind.WEBP: _webp}[kind]
    try:
        for piece in pieces(data):
            copy.write(piece)
    except (IndexError, struct.error) as error:
        raise DamagedFile from error
    if kind is Kind.WEBP:
        _set_length(copy)
    _check(copy, kind)


def _check(copy: IO[bytes], kind: Kind) -> None:
    """Open what was written with the library that will show it; this reads the header only."""
    copy.seek(0)
    Image.MAX_IMAGE_PIXELS = None  # our own limit answers in our own words
    try:
        with Image.open(copy, formats=[kind.name]) as image:
            width, height = image.size
    except (OSError, ValueError, SyntaxError) as error:
        raise ContentMismatch from error
    if width * height > MOST_MEGAPIXELS * 1_000_000:
        raise ImageTooLarge(limit_mp=MOST_MEGAPIXELS)


def _jpeg(data: memoryview) -> Iterator[bytes | memoryview]:
    yield b"\xff\xd8"
    at = 2
    scanned = False
    while at < len(data):
        marker = _JPEG_MARKER.match(data, at)
        if marker is None:
            raise DamagedFile
        code = marker[1][0]
        at = marker.end()
        if code == 0xD9:
            break
        (length,) = struct.unpack_from(">H", data, at)
        segment = data[at : at + length]
        if len(segment) < length or length < 2:
            raise DamagedFile
        at += length
        name = _JPEG_NAMED.get(code)
        if code in _JPEG_KEPT | _JPEG_FRAMES or (name and segment[2:].tobytes().startswith(name)):
            yield bytes([0xFF, code])
            yield segment
        elif code == 0xE1:
            yield from _jpeg_orientation(segment[2:].tobytes())
        if code == 0xDA:
            scanned = True
            following = _JPEG_NEXT.search(data, at)
            end = following.start() if following else len(data)
            yield data[at:end]
            at = end
    if not scanned:
        raise DamagedFile
    # Telephones that lose power leave the end out; the picture is whole without it.
    yield b"\xff\xd9"


def _jpeg_orientation(segment: bytes) -> Iterator[bytes]:
    if segment.startswith(b"Exif\0\0"):
        content = b"Exif\0\0" + _orientation_alone(segment)
        yield b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content


def _png(data: memoryview) -> Iterator[bytes | memoryview]:
    yield _PNG_SIGNATURE
    at = len(_PNG_SIGNATURE)
    name = b""
    while name != b"IEND":
        (length,) = struct.unpack_from(">L", data, at)
        name = data[at + 4 : at + 8].tobytes()
        end = at + 12 + length
        if end > len(data):
            raise DamagedFile
        (checksum,) = struct.unpack_from(">L", data, end - 4)
        if zlib.crc32(data[at + 4 : end - 4]) != checksum:
            raise DamagedFile
        if name in _PNG_KEPT:
            yield data[at:end]
        elif name == b"eXIf":
            exif = _orientation_alone(data[at + 8 : end - 4].tobytes())
            yield struct.pack(">L", len(exif)) + name + exif
            yield struct.pack(">L", zlib.crc32(name + exif))
        at = end


def _webp(data: memoryview) -> Iterator[bytes | memoryview]:
    yield b"RIFF\0\0\0\0WEBP"
    end = min(len(data), 8 + struct.unpack_from("<L", data, 4)[0])
    at = 12
    while at + 8 <= end:
        name = data[at : at + 4].tobytes()
        (length,) = struct.unpack_from("<L", data, at + 4)
        chunk = data[at : at + 8 + length]
        if len(chunk) < 8 + length:
            raise DamagedFile
        at += 8 + length + length % 2
        if name == b"EXIF":
            exif = _orientation_alone(chunk[8:].tobytes())
            yield name + struct.pack("<L", len(exif)) + exif
        elif name == b"VP8X":
            yield chunk[:8]
            yield bytes([chunk[8] & ~_WEBP_HAS_XMP])
            yield chunk[9:]
        elif name in _WEBP_KEPT:
            yield chunk
            yield b"\0" * (length % 2)


def _set_length(copy: IO[bytes]) -> None:
    size = copy.seek(0, 2)
    copy.seek(4)
    copy.write(struct.pack("<L", size - 8))


def _orientation_alone(exif: bytes) -> bytes:
    """An EXIF block that says how to turn the picture, and nothing else."""
    found = Image.Exif()
    try:
        found.load(exif)
        orientation = found.get(_ORIENTATION, _UPRIGHT)
    except (OSError, ValueError, SyntaxError, struct.error, LookupError, TypeError):
        orientation = _UPRIGHT
    if orientation not in _TURNS:
        orientation = _UPRIGHT
    entry = struct.pack(">HHLHH", _ORIENTATION, 3, 1, orientation, 0)
    return b"MM\0*" + struct.pack(">LH", 8, 1) + entry + struct.pack(">L", 0)
