"""People who do not exist: names put together from common parts, ranks and titles of their kind."""

from random import Random
from typing import NamedTuple

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Lương")
_MEN = (
    ("Khắc", "Hữu", "Thế", "Viết", "Đình", "Trọng", "Công"),
    ("Điền", "Giang", "Khoa", "Lộc", "Nghĩa", "Quyết", "Thạch", "Thông", "Tuyên", "Vượng"),
)
_WOMEN = (
    ("Thị Thu", "Thị Bích", "Thị Hồng", "Diệu", "Khánh"),
    ("Hằng", "Liên", "Mai", "Nhung", "Oanh", "Thảo", "Trang", "Yến"),
)


class Kind(NamedTuple):
    """Titles and ranks of a kind of organization: head, focal point, whoever is on duty."""

    titles: tuple[str, str, str]
    ranks: tuple[str, str, str] = ("", "", "")


_POLICE = ("Thượng tá", "Thiếu tá", "Thượng úy")
_KINDS = {
    "police": Kind(("Trưởng phòng", "Phó Trưởng phòng", "Cán bộ trực ban"), _POLICE),
    "commune_police": Kind(
        ("Trưởng Công an xã", "Phó Trưởng Công an xã", "Cán bộ trực ban"),
        ("Trung tá", "Thiếu tá", "Trung úy"),
    ),
    "fire_service": Kind(("Trưởng phòng", "Phó Trưởng phòng", "Chỉ huy ca trực"), _POLICE),
    "border_guard": Kind(
        ("Đồn trưởng", "Phó Đồn trưởng", "Trực ban tác chiến"),
        ("Trung tá", "Thiếu tá", "Thượng úy"),
    ),
    "authority": Kind(("Trưởng ban", "Phó Trưởng ban", "Chuyên viên trực")),
    "commune": Kind(("Chủ tịch UBND xã", "Phó Chủ tịch UBND xã", "Công chức văn phòng")),
    "guard_contractor": Kind(("Giám đốc chi nhánh", "Chỉ huy mục tiêu", "Ca trưởng bảo vệ")),
    "enterprise": Kind(("Giám đốc", "Trưởng phòng Tổng hợp - Bảo vệ", "Ca trưởng bảo vệ")),
}


def kind(name: str) -> Kind:
    """The titles and ranks of an organization of that kind."""
    return _KINDS[name]


class Names:
    """An endless row of names, the same in every demonstration."""

    def __init__(self) -> None:
        self._dice = Random(1)

    def next(self) -> str:
        middle, given = self._dice.choice((_MEN, _MEN, _WOMEN))
        return " ".join(self._dice.choice(words) for words in (_FAMILY, middle, given))
