"""How official papers look: Decree 30/2020/NĐ-CP, annex I, as numbers.

A later decree becomes another `Profile` beside this one. Lengths are in millimetres, type sizes and
spaces between lines in points.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal


class Style(StrEnum):
    """The kinds of line on a paper, by the names that Word shows."""

    NATION = "Quốc hiệu"
    MOTTO = "Tiêu ngữ"
    PARENT = "Cơ quan chủ quản"
    ORGAN = "Cơ quan ban hành"
    CODE = "Số, ký hiệu"
    PLACE = "Địa danh, ngày tháng"
    MATTER = "Về việc"
    URGENCY = "Mức độ khẩn"
    MARK = "Dấu chỉ dẫn"
    KIND = "Tên loại"
    SUBJECT = "Trích yếu"
    ADDRESSEE = "Kính gửi"
    BASIS = "Căn cứ"
    CHAPTER = "Chương"
    CHAPTER_TITLE = "Tiêu đề chương"
    HEADING = "Tiêu đề phần"
    ARTICLE = "Điều"
    BODY = "Nội dung"
    CENTRED = "Nội dung giữa dòng"
    CAPTION = "Tên bảng"
    TABLE_HEAD = "Đầu bảng"
    TABLE = "Ô bảng"
    ANNEX = "Phụ lục"
    ANNEX_TITLE = "Tiêu đề phụ lục"
    ANNEX_NOTE = "Kèm theo"
    SIGNER = "Quyền hạn, chức vụ"
    NOTE = "Ghi chú chữ ký"
    NAME = "Họ và tên"
    RECIPIENTS_HEAD = "Nơi nhận"
    RECIPIENT = "Dòng nơi nhận"
    PAGE_NUMBER = "Số trang"


@dataclass(frozen=True)
class Look:
    """How one style is set. `indent` is that of the first line; `keep` holds it to the next line.

    `outline` is its depth in the contents of the file, 0 if it does not appear there.
    """

    size: float
    bold: bool = False
    italic: bool = False
    align: Literal["left", "center", "right", "justify"] = "center"
    indent: bool = False
    before: float = 0
    after: float = 0
    keep: bool = False
    outline: int = 0


_LOOKS = {
    Style.NATION: Look(12, bold=True),
    Style.MOTTO: Look(13, bold=True),
    Style.PARENT: Look(12),
    Style.ORGAN: Look(12, bold=True),
    Style.CODE: Look(13),
    Style.PLACE: Look(13, italic=True),
    Style.MATTER: Look(12, before=6),
    Style.URGENCY: Look(13, bold=True),
    Style.MARK: Look(13, bold=True, align="right"),
    Style.KIND: Look(14, bold=True, before=18, keep=True),
    Style.SUBJECT: Look(14, bold=True, keep=True),
    Style.ADDRESSEE: Look(14, align="left", indent=True, after=6),
    Style.BASIS: Look(14, italic=True, align="justify", indent=True, after=6),
    Style.CHAPTER: Look(14, bold=True, before=12, keep=True, outline=1),
    Style.CHAPTER_TITLE: Look(14, bold=True, after=8, keep=True),
    Style.HEADING: Look(
        14, bold=True, align="justify", indent=True, before=6, after=6, keep=True, outline=1
    ),
    Style.ARTICLE: Look(14, align="justify", indent=True, before=6, after=6, keep=True, outline=2),
    Style.BODY: Look(14, align="justify", indent=True, after=6),
    Style.CENTRED: Look(14, before=6, after=6),
    Style.CAPTION: Look(14, bold=True, before=6, after=4, keep=True),
    Style.TABLE_HEAD: Look(13, bold=True, before=2, after=2),
    Style.TABLE: Look(13, align="left", before=2, after=2),
    Style.ANNEX: Look(14, bold=True, keep=True, outline=1),
    Style.ANNEX_TITLE: Look(14, bold=True, keep=True),
    Style.ANNEX_NOTE: Look(14, italic=True, after=6, keep=True),
    Style.SIGNER: Look(14, bold=True, keep=True),
    Style.NOTE: Look(13, italic=True, keep=True),
    Style.NAME: Look(14, bold=True),
    Style.RECIPIENTS_HEAD: Look(12, bold=True, italic=True, align="left"),
    Style.RECIPIENT: Look(11, align="left"),
    Style.PAGE_NUMBER: Look(13),
}


@dataclass(frozen=True)
class Profile:
    """The measures of a paper."""

    version: str
    width: float = 210
    height: float = 297
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    # From the upper edge to the page number.
    header: float = 10
    indent: float = 12.7
    # Share of the line for the issuing organ; the nation's name has the rest.
    organ_share: float = 0.45
    # Of the words that the rule under an organ's name or a subject stands below.
    rule_share: float = 0.4
    # Times single spacing, in running text.
    spacing: float = 1.15
    # What is left free for a hand and a seal.
    signing_room: float = 24
    # Frames of stamps; their red.
    stamp_height: float = 8
    stamp_widths: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({"KHẨN": 20, "THƯỢNG KHẨN": 40, "HỎA TỐC": 30})
    )
    red: str = "FF0000"
    face: str = "Times New Roman"
    looks: Mapping[Style, Look] = field(default_factory=lambda: MappingProxyType(_LOOKS))

    @property
    def line(self) -> float:
        """The length of a full line."""
        return self.width - self.left - self.right


DECREE_30_2020 = Profile("30/2020/NĐ-CP")
