"""Numbers that name a person."""

import pytest

from lienket.documents.guard.identity import bears_identity_number


@pytest.mark.parametrize(
    "text",
    ["CCCD 001204012345", "số 001 204 012 345, cấp 2021", "CMND 186123456.", "hộ chiếu C1234567"],
)
def test_numbers_of_identity_papers_are_found(text: str) -> None:
    assert bears_identity_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "gọi 0912 345 678 hoặc 0912345678",
        "350.000.000 đồng",
        "1.350.000.000.000 đồng",
        "Quyết định 1234/QĐ-UBND ngày 21/11/2026",
        "001234567/GP-PA06",
        "biển số 51C-123.45, 29H12345",
        "",
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    assert not bears_identity_number(text)
