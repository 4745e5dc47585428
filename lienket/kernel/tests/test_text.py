"""What people type is tidied, or refused in words that say what to do."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienket.kernel.errors import Refusal
from lienket.kernel.guard.refusals import (
    BidiMarks,
    ControlCharacters,
    SecrecyInDoubt,
    SecrecyStamp,
    TextTooLong,
)
from lienket.kernel.guard.text import clean_line, clean_text


def test_a_title_is_composed_and_tidied() -> None:
    title = unicodedata.normalize("NFD", "  Mất cáp\u00a0 điện\tđường\u200b dây 110 kV ")

    assert clean_line(title, 200) == "Mất cáp điện đường dây 110 kV"


def test_a_body_keeps_its_lines() -> None:
    assert clean_text("\r\nKính gửi:  \r\n\r\n  Công an xã\u2028A\n", 200) == (
        "Kính gửi:\n\n  Công an xã\nA"
    )


def test_emoji_survive() -> None:
    assert clean_line("Xong 👩‍🚒", 20) == "Xong 👩‍🚒"


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\x85b\x9f", "\ud800", "hai\ndòng"])
def test_a_title_with_control_characters_is_refused(text: str) -> None:
    with pytest.raises(ControlCharacters):
        clean_line(text, 200)


@pytest.mark.parametrize("mark", "\u202e\u2066\u200f\u061c")
def test_marks_that_turn_the_reading_direction_are_refused(mark: str) -> None:
    with pytest.raises(BidiMarks):
        clean_text(f"a{mark}b", 200)


def test_ten_megabytes_are_refused() -> None:
    with pytest.raises(TextTooLong) as refused:
        clean_line("a" * 10_000_000, 200)

    assert "200" in refused.value.message


def test_the_limit_counts_letters_as_readers_do() -> None:
    decomposed = unicodedata.normalize("NFD", "ệ" * 200)

    assert clean_line(decomposed, 200) == "ệ" * 200
    with pytest.raises(TextTooLong):
        clean_line(decomposed + "n", 200)


def test_a_stamp_is_refused_even_when_the_person_denies_it() -> None:
    with pytest.raises(SecrecyStamp):
        clean_text("BÁO CÁO\nMẬT\nNội dung", 200, not_secret=True)


def test_a_doubt_asks_the_person() -> None:
    with pytest.raises(SecrecyInDoubt) as refused:
        clean_line("[MẬT] Kế hoạch", 200)

    assert refused.value.status == 409
    assert clean_line("[MẬT] Kế hoạch", 200, not_secret=True) == "[MẬT] Kế hoạch"


def test_a_refusal_does_not_repeat_the_text() -> None:
    with pytest.raises(SecrecyStamp) as refused:
        clean_text("Vị trí kho số 5\nMẬT", 200)

    assert "kho" not in refused.value.message
    assert "kho" not in str(refused.value.parameters)


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    try:
        once = clean_text(text, 1000, not_secret=True)
    except Refusal:
        return
    assert clean_text(once, 1000, not_secret=True) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()
