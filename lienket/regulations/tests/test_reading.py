"""Lines become the tree of a regulation: every word is kept, and every doubt is told."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienket.documents.reading.lines import SourceLine
from lienket.regulations.text.reading import (
    Correction,
    read_text,
    words_of_lines,
    words_of_text,
)
from lienket.regulations.text.tree import Node, placed

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"


def lines(*texts: str) -> list[SourceLine]:
    return [SourceLine(text) for text in texts]


def doubts(*texts: str) -> list[tuple[int, str]]:
    return [(doubt.line, doubt.what) for doubt in read_text(lines(*texts)).doubts]


def keys(*texts: str) -> list[str]:
    return [one.key for one in placed(read_text(lines(*texts)).nodes)]


def test_levels_are_known_by_their_numbers() -> None:
    read = read_text(
        lines(
            "CHƯƠNG I",
            "QUY ĐỊNH CHUNG",
            "Mục 1. TRAO ĐỔI",
            "Điều 1. Phạm vi",
            "1. Mỗi bên:",
            "a) cử đầu mối;",
            "b) báo khi thay đổi.",
            "2) Danh bạ.",
        )
    )
    assert read.nodes == (
        Node("chapter", "I", "QUY ĐỊNH CHUNG", "", (
            Node("section", "1", "TRAO ĐỔI", "", (
                Node("article", "1", "Phạm vi", "", (
                    Node("clause", "1", "", "Mỗi bên:", (
                        Node("point", "a", "", "cử đầu mối;"),
                        Node("point", "b", "", "báo khi thay đổi."),
                    )),
                    Node("clause", "2", "", "Danh bạ."),
                )),
            )),
        )),
    )  # fmt: skip
    assert not read.doubts


def test_points_count_in_the_vietnamese_alphabet() -> None:
    head = ("Điều 1. Nguyên tắc", "1. Gồm:")
    assert not doubts(*head, *(f"{letter}) nội dung;" for letter in "abcdđeghi"))
    assert doubts(*head, *(f"{letter}) nội dung;" for letter in "abcdefg")) == [
        (6, "skipped"),
        (7, "letter"),
    ]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("Điều 1. A", "Điều 3. B"), [(1, "skipped")]),
        (("Điều 1. A", "Điều 1. B"), [(1, "repeated")]),
        (("Điều 1. A", "Điều 2. B", "Điều 1. C"), [(2, "repeated")]),
        (("Điều 1. A", "Điều 3. B", "Điều 2. C"), [(1, "skipped"), (2, "order")]),
        (("Điều 1. A", "Điều 1a. B", "Điều 2. C"), []),
        (("Điều 1. A", "1. Sửa Điều 5 như sau:", "Điều 2. B"), [(2, "inside")]),
        (("Chương II", "QUY ĐỊNH"), [(0, "skipped")]),
        (("Điều 1. A", "1.1. Bên A làm."), [(1, "format")]),
        (("PHẦN THỨ NHẤT", "Điều 1. A"), [(0, "part")]),
    ],
)
def test_numbers_that_do_not_follow_are_told(
    texts: tuple[str, ...], found: list[tuple[int, str]]
) -> None:
    assert doubts(*texts) == found


def test_words_about_articles_do_not_begin_one() -> None:
    assert keys("Căn cứ Luật An ninh quốc gia;", "Điều 5 của Luật này áp dụng cho các bên.") == [
        "p~1",
        "p~2",
    ]


def test_an_automatic_number_counts_as_a_typed_one_and_both_are_a_doubt() -> None:
    read = read_text(
        [
            SourceLine("Phạm vi", number="Điều 1.", bold=7),
            SourceLine("Bên A báo tin.", number="1."),
            SourceLine("2. Bên B nhận tin.", number="2."),
        ]
    )
    assert [one.key for one in placed(read.nodes)] == ["d1", "d1.k1", "d1.k2"]
    assert read.nodes[0].heading == "Phạm vi"
    assert [doubt.what for doubt in read.doubts] == ["double"]


def test_tables_notes_and_tracked_changes_are_kept_and_told() -> None:
    read = read_text(
        [
            SourceLine("Điều 1. Danh bạ"),
            SourceLine("STT | Đơn vị", kind="row", table=1),
            SourceLine("1 | Công an xã", kind="row", table=1),
            SourceLine("Hạn là 05 ngày.", deleted="03 ngày"),
            SourceLine("Theo quy định [1]", problem="note"),
        ]
    )
    assert read.nodes[0].children[0].text == "STT | Đơn vị\n1 | Công an xã"
    assert [(doubt.line, doubt.what) for doubt in read.doubts] == [
        (1, "table"),
        (3, "deleted"),
        (4, "note"),
    ]


def test_the_letterhead_of_many_organs_is_no_part_of_the_text() -> None:
    organs = [f"UBND XÃ THỨ {number}" for number in range(24)]
    head = [f"CÔNG AN TỈNH {MOTTO}", *organs, "Số: 07/QCPH-CAT …, ngày 26 tháng 9 năm 2026"]
    name = ["QUY CHẾ PHỐI HỢP", "Bảo đảm an ninh, trật tự nhà máy"]
    reading = read_text(lines(*head, *name, "Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi"))
    assert [line.text for line in reading.head] == head + name
    assert [one.key for one in placed(reading.nodes)] == ["ci", "d1"]


def test_a_correction_makes_a_line_what_a_person_says() -> None:
    read = read_text(
        lines("Điều 1. A", "1. Bên A.", "3. Bên B."), {2: Correction("clause", "2", "Bên B.")}
    )
    assert [one.key for one in placed(read.nodes)] == ["d1", "d1.k1", "d1.k2"]
    assert not read.doubts


def test_two_thousand_clauses_are_read_at_once() -> None:
    once, twice = _regulation(100), _regulation(200)
    assert _calls(lambda: read_text(twice)) < 2.1 * _calls(lambda: read_text(once))
    read = read_text(twice)
    assert len(read.lines) == 2_200
    assert not read.doubts


def _regulation(articles: int) -> list[SourceLine]:
    texts = [
        text
        for article in range(1, articles + 1)
        for text in (
            f"Điều {article}. Nội dung {article}",
            *(f"{clause}. Bên A báo tin cho Bên B." for clause in range(1, 11)),
        )
    ]
    return lines(*texts)


def _calls(work: Callable[[], object]) -> int:
    """How many functions are called, Python's own included: the same on every machine."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


WORDS = st.text(alphabet="aăâbcdđeêghikloôơpqrstuưvxyAĐƯ0123456789 .,;:()-/“”\n", max_size=40)
BEGINNINGS = st.sampled_from(
    ["", "Chương I", "CHƯƠNG 2. ", "Mục 1", "Điều 3. ", "Điều 4", "1. ", "2) ", "a) ", "đ) ", "w) ",
     "1.1. ", "PHẦN I", "Căn cứ ", "- ", "Nơi nhận:", "TM. ỦY BAN", "ĐẠI DIỆN"]
)  # fmt: skip
LINES = st.builds(
    SourceLine,
    text=st.builds(lambda beginning, words: f"{beginning}{words}".strip(), BEGINNINGS, WORDS),
    number=st.sampled_from(["", "", "", "Điều 7.", "1.", "a)", "-", "Chương III", "1.2.", "b."]),
    kind=st.sampled_from(["text", "text", "text", "row", "note"]),
    bold=st.integers(0, 12),
    centred=st.booleans(),
    table=st.integers(1, 2),
)


@given(st.lists(LINES, max_size=30))
def test_no_word_is_ever_lost(given_lines: list[SourceLine]) -> None:
    given_lines = [line for line in given_lines if line.kind != "row" or not line.number]
    read = read_text(given_lines)
    kept = [*words_of_lines(read.head), *words_of_text(read.nodes), *words_of_lines(read.foot)]
    assert kept == words_of_lines(given_lines)
