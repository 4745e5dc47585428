"""Numbers of persons are refused where nobody is named; those of offices, meters and money pass."""

import pytest

from lienket.documents.guard.persons import require_no_identity, require_no_person
from lienket.documents.guard.refusals import PersonalPhone, PersonsIdentity


@pytest.mark.parametrize(
    "text",
    [
        "Đối tượng có căn cước 054089012345.",
        "054 0 89 012345",
        "054.089.012.345",
        "CMND 221234567",
        "số 221234567, quê xã bên",
        "chứng minh nhân dân số: 22.123.4567",
        "Hộ chiếu B1234567",
        "CCCD: 123456789012",
        "CCCD 001204012345",
        "số 001 204 012 345, cấp 2021",
        "CMND 186123456.",
        "Khách C1234567",
    ],
)
def test_the_number_of_an_identity_card_is_refused(text: str) -> None:
    with pytest.raises(PersonsIdentity):
        require_no_identity(text)
    with pytest.raises(PersonsIdentity):
        require_no_person(text)


@pytest.mark.parametrize(
    "text", ["gọi 0905123456", "0905 123 456", "+84 905.123.456", "84905123456", "sđt:0365-123-456"]
)
def test_a_mobile_number_is_refused(text: str) -> None:
    require_no_identity(text)
    with pytest.raises(PersonalPhone):
        require_no_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mất 40 m dây tại cột 12, thiệt hại 150.000.000 đồng.",
        "Thiệt hại 150000000 đồng",
        "Trực ban 0257 3822 114, gọi 113 hoặc 114.",
        "Công tơ PC05GG0012345, biển số 78C-123.45",
        "Lúc 14:02 ngày 21/11/2026, tọa độ 13.355123, 109.205456",
        "1.350.000.000.000 đồng; Quyết định 1234/QĐ-UBND ngày 21/11/2026",
        "VV-2026-014; hợp đồng 12/2026/HĐ-NT",
        "Đường dây 110 kV, 1.250 người tham gia",
        "Giấy phép 001234567/GP-PA06, biển số 51C-123.45, 29H12345",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    require_no_person(text)
