"""File names keep their meaning and lose what harms."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lienket.documents.guard.names import LONGEST_NAME, clean_name
from lienket.documents.guard.refusals import FileNameUnusable


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Báo cáo tháng 3.pdf", "Báo cáo tháng 3.pdf"),
        (unicodedata.normalize("NFD", "Kế hoạch.docx"), "Kế hoạch.docx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\Hai\\Ảnh.JPG", "Ảnh.jpg"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        ("a\x00b\r\nc.txt", "ab c.txt"),
        ('so: "12" <a>.csv', "so_ _12_ _a_.csv"),
        ("CON.pdf", "_CON.pdf"),
        ("  ..ảnh.. .png", "ảnh.png"),
        ("biên bản", "biên bản"),
    ],
)
def test_a_name_is_cleaned(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


@pytest.mark.parametrize("name", ["", "...", "/", "\u202e.", "***.pdf"])
def test_a_name_without_letters_is_refused(name: str) -> None:
    with pytest.raises(FileNameUnusable):
        clean_name(name)


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("Kế hoạch bảo vệ " * 40 + ".DOCX")

    assert len(name.encode()) <= LONGEST_NAME
    assert name.startswith("Kế hoạch")
    assert name.endswith(".docx")


@example("0 \u200b 0", "")
@example("e\u200d\u0301", ".pdf")
@given(st.text(max_size=400), st.sampled_from(["", ".pdf", ".DOCX", ".jpeg"]))
def test_any_name_is_safe_or_refused(stem: str, ending: str) -> None:
    try:
        name = clean_name(stem + ending)
    except FileNameUnusable:
        return
    assert 0 < len(name.encode()) <= LONGEST_NAME
    assert not set(name) & set('/\\<>:"|?*\x00\n')
    assert name.isprintable()
    assert not name.startswith((".", " "))
    assert clean_name(name) == name
