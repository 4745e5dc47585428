"""Which words of a text fit, and which part of it is shown."""

from hypothesis import given
from hypothesis import strategies as st

from lienket.search.rules import AROUND, asked_words, marked, plain

VIETNAMESE = st.text(alphabet="aàáảãạăằđĐeêệiìoôộơởuưựyỷ ABCxyz.,/-\n0123456789İẞﬁ", max_size=400)


def shown(text: str, asked: str, around: int | None = None) -> str:
    """A text with the words that fit in brackets."""
    pieces = marked(text, asked_words(asked), around=around)
    return "".join(f"[{piece.text}]" if piece.fits else piece.text for piece in pieces)


def test_accents_and_capitals_do_not_matter() -> None:
    assert shown("Cháy bãi rác gần Trạm 110 kV", "chay BAI") == "[Cháy] [bãi] rác gần Trạm 110 kV"


def test_only_the_last_word_may_be_unfinished() -> None:
    assert shown("Trộm cắp vật tư", "tro") == "[Trộ]m cắp vật tư"
    assert shown("Trộm cắp vật tư", "tro cap") == "Trộm [cắp] vật tư"


def test_a_number_with_signs_is_found_by_its_parts() -> None:
    assert shown("Quy chế 07/QCPH-CAT", "07/qcph") == "Quy chế [07]/[QCPH]-CAT"


def test_a_long_text_is_shown_around_the_first_word_that_fits() -> None:
    text = "mở đầu " * 100 + "có cháy ở đây " + "kết thúc " * 100
    excerpt = shown(text, "cháy", around=60)
    assert "[cháy]" in excerpt
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")


@given(VIETNAMESE)
def test_plain_text_is_as_long_as_the_text(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(VIETNAMESE, VIETNAMESE)
def test_nothing_of_a_short_text_is_lost_or_changed(text: str, asked: str) -> None:
    assert "".join(piece.text for piece in marked(text, asked_words(asked))) == text


@given(VIETNAMESE, VIETNAMESE)
def test_an_excerpt_is_a_part_of_the_text(text: str, asked: str) -> None:
    pieces = marked(text, asked_words(asked), around=AROUND // 4)
    assert "".join(piece.text for piece in pieces).strip("…") in text
