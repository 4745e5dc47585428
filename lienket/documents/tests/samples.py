"""Files made for the tests: ordinary papers of an office, and some that mean harm."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

import docx
from PIL import Image

# x and y in points from the lower left corner, then the words.
Placed = tuple[int, int, str]

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.{}.main+xml"


def pdf(*pages: Sequence[Placed], catalogue: str = "", page: str = "") -> bytes:
    """A PDF whose pages show Vietnamese words; `catalogue` and `page` are added as they are."""
    letters = sorted({letter for words in pages for _, _, text in words for letter in text})
    shown = "".join(f"<{n:04x}> <{ord(letter):04x}>\n" for n, letter in enumerate(letters, 1))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{shown}endbfchar\nendcmap end end"
    )
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        "",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Times /Encoding /Identity-H"
        " /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Times /DW 500"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        stream(cmap),
    ]
    kids = []
    for words in pages:
        drawing = "".join(
            f"BT /F1 12 Tf 1 0 0 1 {x} {y} Tm <"
            + "".join(f"{letters.index(letter) + 1:04x}" for letter in text)
            + "> Tj ET\n"
            for x, y, text in words
        )
        objects.append(stream(drawing))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {page}"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return pdf_of(objects)


def pdf_of(objects: Sequence[str | bytes]) -> bytes:
    """A PDF file of `objects`, the first of which is the catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        content = body.encode("latin-1") if isinstance(body, str) else body
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def stream(words: str, extra: str = "") -> str:
    """A PDF stream of `words`, with `extra` entries in its dictionary."""
    return f"<< /Length {len(words)} {extra} >>\nstream\n{words}\nendstream"


def document(*paragraphs: str, header: str = "", cells: Sequence[str] = ()) -> bytes:
    """A DOCX as python-docx writes it."""
    made = docx.Document()
    for words in paragraphs:
        made.add_paragraph(words)
    if header:
        made.sections[0].header.paragraphs[0].text = header
    if cells:
        row = made.add_table(rows=1, cols=len(cells)).rows[0]
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def package(main: str, parts: dict[str, str | bytes], *, kind: str | None = None) -> bytes:
    """An Office file of hand-written parts; `main` is "word", "xl" or "ppt"."""
    kind = (
        kind
        or {
            "word": _MAIN_TYPE.format("wordprocessingml.document"),
            "xl": _MAIN_TYPE.format("spreadsheetml.sheet"),
            "ppt": _MAIN_TYPE.format("presentationml.presentation"),
        }[main]
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{main}/main.xml" ContentType="{kind}"/></Types>'
    )
    return zipped({"[Content_Types].xml": types, **parts})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP of `parts`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(body: str) -> dict[str, str | bytes]:
    """The main part of a DOCX with the XML `body`."""
    return {
        "word/document.xml": f'<w:document xmlns:w="{_WORD}" xmlns:v="urn:vml">'
        f"<w:body>{body}</w:body></w:document>"
    }


def links(target: str, kind: str) -> str:
    """The part that lists one outside link of `kind`, "hyperlink" or "attachedTemplate"."""
    return (
        f'<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="rId1" TargetMode="External"'
        f' Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def sheet(*strings: str, header: str = "") -> bytes:
    """An XLSX with shared strings and a printed header."""
    items = "".join(f"<si><t>{words}</t></si>" for words in strings)
    return package(
        "xl",
        {
            "xl/sharedStrings.xml": f'<sst xmlns="{_SHEET}">{items}</sst>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData/>'
            f"<headerFooter><oddHeader>{header}</oddHeader></headerFooter></worksheet>",
        },
    )


def slides(*words: str) -> bytes:
    """A PPTX with one line on each slide."""
    return package(
        "ppt",
        {
            f"ppt/slides/slide{number}.xml": f'<sld xmlns:a="{_DRAWING}"><a:p><a:r>'
            f"<a:t>{line}</a:t></a:r></a:p></sld>"
            for number, line in enumerate(words, 1)
        },
    )


def picture(format: str, *, size: tuple[int, int] = (40, 30), orientation: int = 6) -> bytes:
    """A picture with the place it was taken, and a turn."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Maker of cameras"
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 46.0, 30.0), 3: "E", 4: (106.0, 41.0, 0.0)})
    out = io.BytesIO()
    image = Image.effect_noise(size, 60).convert("RGB")
    image.save(out, format, exif=exif, quality=90)
    return out.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """The header of a PNG that claims to be very large."""
    small = io.BytesIO()
    Image.new("1", (1, 1)).save(small, "PNG")
    header = b"IHDR" + struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0)
    content = small.getvalue()
    return content[:12] + header + struct.pack(">L", zlib.crc32(header)) + content[33:]
