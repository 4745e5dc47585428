"""What an official paper says, before it is set in type.

Plain values: the words as people wrote them. Capitals, "Số: …", ";", "./." and the dashes of lists
are put to them by `documents.lines`, which all renderers read the paper through.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: Kinds of documents and their abbreviations: Decree 30/2020, annex III, and what practice added.
KINDS = {
    "NQ": "NGHỊ QUYẾT",
    "QĐ": "QUYẾT ĐỊNH",
    "CT": "CHỈ THỊ",
    "QC": "QUY CHẾ",
    "QCPH": "QUY CHẾ PHỐI HỢP",
    "QyĐ": "QUY ĐỊNH",
    "TC": "THÔNG CÁO",
    "TB": "THÔNG BÁO",
    "HD": "HƯỚNG DẪN",
    "CTr": "CHƯƠNG TRÌNH",
    "KH": "KẾ HOẠCH",
    "PA": "PHƯƠNG ÁN",
    "ĐA": "ĐỀ ÁN",
    "DA": "DỰ ÁN",
    "BC": "BÁO CÁO",
    "BB": "BIÊN BẢN",
    "TTr": "TỜ TRÌNH",
    "HĐ": "HỢP ĐỒNG",
    "CĐ": "CÔNG ĐIỆN",
    "BGN": "BẢN GHI NHỚ",
    "BTT": "BẢN THỎA THUẬN",
    "GUQ": "GIẤY ỦY QUYỀN",
    "GM": "GIẤY MỜI",
    "GGT": "GIẤY GIỚI THIỆU",
    "GNP": "GIẤY NGHỈ PHÉP",
    "PG": "PHIẾU GỬI",
    "PC": "PHIẾU CHUYỂN",
    "PB": "PHIẾU BÁO",
}
#: An official letter: it has no name of its own, and its code has no abbreviation of a kind.
LETTER = "CV"


class Urgency(StrEnum):
    """Degrees of urgency, as they are stamped."""

    URGENT = "KHẨN"
    VERY_URGENT = "THƯỢNG KHẨN"
    FLASH = "HỎA TỐC"


@dataclass(frozen=True)
class Organ:
    """Who issues the paper; `parent` is the organ directly above, printed over it."""

    name: str
    parent: str = ""


@dataclass(frozen=True)
class Chapter:
    """`Chapter("I", "Quy định chung")`: the number in Roman figures."""

    number: str
    title: str


@dataclass(frozen=True)
class Section:
    """`Section("1", "Trao đổi thông tin")`: a *mục* within a chapter."""

    number: str
    title: str


@dataclass(frozen=True)
class Heading:
    """A numbered part of a plan, report or minutes: `Heading("I", "Mục đích, yêu cầu")`."""

    number: str
    title: str


@dataclass(frozen=True)
class Article:
    """`Article("1", "Phạm vi, đối tượng")`; what it says follows as clauses or paragraphs.

    With `text`, as in decisions, it goes on after the title: "Điều 1. Ban hành kèm theo …".
    """

    number: str
    title: str = ""
    text: str = ""


@dataclass(frozen=True)
class Clause:
    """A *khoản*: `Clause("1", "Mỗi bên cử 01 đầu mối.")`; its title, if any, is bold."""

    number: str
    text: str = ""
    title: str = ""


@dataclass(frozen=True)
class Point:
    """A *điểm*: `Point("đ", "…")`, letters of the Vietnamese alphabet."""

    letter: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Words without a number; each line of `text` is a paragraph."""

    text: str
    strong: bool = False
    italic: bool = False
    centred: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list with dashes."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows under a header that is repeated on each page.

    `widths` are shares of the line, one per column; without them the columns follow their texts.
    `centred` names the columns (from 0) of short values such as numbers and dates.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    centred: tuple[int, ...] = (0,)
    caption: str = ""


@dataclass(frozen=True)
class Annex:
    """What follows stands on pages of its own: `Annex("Phụ lục I", "Danh bạ", "Kèm theo …")`.

    Also for a regulation that a decision puts into force: `Annex("QUY CHẾ", "Phối hợp …", …)`.
    """

    name: str
    title: str = ""
    note: str = ""


Block = Chapter | Section | Heading | Article | Clause | Point | Paragraph | Bullets | Table | Annex


@dataclass(frozen=True)
class Signature:
    """One who signs. Several stand side by side.

    `party` ("Đại diện Công an tỉnh Thanh Vân") heads the block where several organizations sign;
    `authority` are the lines before the post ("TM. Ủy ban nhân dân", "KT. Giám đốc", "TL. …"),
    one per line; `title` the post; `name` with the rank, if the armed forces want it. `note` stands
    where the hand signs: "(Ký tên, đóng dấu)", "(Đã ký)".
    """

    title: str = ""
    name: str = ""
    authority: str = ""
    party: str = ""
    note: str = ""


@dataclass(frozen=True)
class Paper:
    """A whole paper. Without a `kind_name` it is an official letter (công văn).

    `code` and `on` stay empty until the paper is issued; then blanks are printed for them.
    `bases` are written without ";" ("Căn cứ Luật …"), `recipients` without dashes, the archive last
    ("Lưu: VT, PA04").
    """

    kind_name: str
    subject: str
    organs: tuple[Organ, ...]
    place: str
    code: str = ""
    on: date | None = None
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    urgency: Urgency | None = None
    draft: bool = False
    exercise: bool = False


def abbreviated(short_name: str) -> str:
    """The abbreviation of an organ as it stands in a number, without spaces: "BQL KCN" → BQLKCN."""
    return "".join(short_name.split())


def code_of(number: int | None, kind: str, notation: str) -> str:
    """Number and notation as printed: "07/QCPH-CAT-CNX"; a letter's is "12/UBND-VX".

    `notation` are the abbreviations of the organs; without a number the place for it stays blank.
    """
    signs = [sign for sign in (kind if kind != LETTER else "", notation) if sign]
    return f"{'      ' if number is None else format(number, '02')}/{'-'.join(signs)}"
