"""Differences between texts, changes of a text, and states: plain functions."""

from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienket.regulations import rules
from lienket.regulations.rules import Life, State
from lienket.regulations.tests.conftest import TEXT
from lienket.regulations.text import diff, edit
from lienket.regulations.text.tree import Node, Placed, placed

DAY = date(2026, 11, 21)
SIGNED: dict[str, Any] = {
    "signed": True,
    "valid_from": date(2026, 1, 1),
    "valid_to": date(2030, 12, 31),
}


@pytest.mark.parametrize(
    ("life", "state"),
    [
        (Life(), State.DRAFT),
        (Life(consulted=True), State.CONSULTED),
        (Life(consulted=True, signing=True), State.SIGNING),
        (Life(**{**SIGNED, "valid_from": DAY + timedelta(days=1)}), State.SIGNED),
        (Life(**SIGNED), State.IN_FORCE),
        (Life(**SIGNED, amended=True), State.AMENDED),
        (Life(**{**SIGNED, "valid_to": DAY}), State.IN_FORCE),
        (Life(**{**SIGNED, "valid_to": DAY - timedelta(days=1)}), State.EXPIRED),
        (Life(**SIGNED, renewed=True), State.RENEWED),
        (Life(**SIGNED, renewed=True, ended=True), State.ENDED),
    ],
)
def test_the_state_follows_from_what_happened(life: Life, state: State) -> None:
    assert rules.state(life, DAY) is state


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_a_quarter_holds_its_day_and_begins_with_a_first(day: date) -> None:
    first, last = rules.quarter(day)
    assert first <= day <= last
    assert (first.day, (last + timedelta(days=1)).day) == (1, 1)
    assert 90 <= (last - first).days + 1 <= 92


def test_names_are_abbreviated_as_offices_do() -> None:
    assert rules.abbreviation("Công an tỉnh Thanh Vân") == "CATTV"
    assert rules.abbreviation("Ủy ban nhân dân xã Đồng Xuân") == "UBNDXĐX"


def test_a_code_names_all_who_sign() -> None:
    assert rules.notation(["CAT", "CNX", "UBND", "ĐBP"], 40) == "CAT-CNX-UBND-ĐBP"
    assert rules.notation(["ABCDEFGHIJ"] * 13, 40) == "ABCDEFGHIJ-ABCDEFGHIJ-ABCDEFGHIJ"
    assert rules.notation(["ABCDEFGHIJ"], 4) == ""


def test_what_is_the_same_is_folded() -> None:
    text = list(placed(TEXT))
    (fold,) = diff.folded(diff.compare(text, text))
    assert isinstance(fold, diff.Fold)
    assert len(fold.changes) == len(text)


def test_a_new_article_does_not_make_the_following_ones_new() -> None:
    new = Node("article", "2", "Nguyên tắc", "Đúng chức năng, không làm thay.")
    second = edit.replaced(TEXT, "d3", Node("article", "4", "Tuần tra", "04 vòng mỗi ca."))
    renumbered = edit.replaced(second, "d2", Node("article", "3", "Trao đổi thông tin"))
    text = edit.inserted(renumbered, "cii", new)
    changes = diff.compare(list(placed(TEXT)), list(placed(text)))
    kinds = {change.new.key if change.new else "-": change.kind for change in changes}
    assert kinds["d2"] == "added"
    assert kinds["d3"] == "moved"
    assert kinds["d3.k1.a"] == "moved"
    assert kinds["d4"] == "changed"
    assert "removed" not in kinds.values()


def test_words_are_marked_one_by_one() -> None:
    words = diff.marked("tuần tra 03 vòng mỗi ca", "tuần tra 04 vòng mỗi ca")
    assert ("del", "03") in words
    assert ("ins", "04") in words


def long_clause(word: str, sentences: int = 300) -> str:
    """Some 20,000 characters: so many sentences of ten words, each with its number."""
    return "".join(f"Nội dung {number} {word * 8}.\n" for number in range(sentences))


@pytest.fixture
def pairs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pairs of equal pieces each comparison had to look at."""
    seen: list[int] = []

    class Counted(SequenceMatcher[str]):
        a: list[str]
        b: list[str]

        def get_opcodes(self) -> Any:
            seen.append(diff._pairs(self.a, self.b))
            return super().get_opcodes()

        def ratio(self) -> float:
            seen.append(diff._pairs(self.a, self.b))
            return super().ratio()

    monkeypatch.setattr(diff, "SequenceMatcher", Counted)
    return seen


def test_two_changes_in_a_long_clause_are_shown_word_by_word(pairs: list[int]) -> None:
    old = long_clause("phối hợp ")
    new = old.replace("dung 1 ", "dung 1 mới ").replace("dung 298 ", "dung 298 mới ")
    words = diff.marked(old, new)
    assert [word.strip() for mark, word in words if mark == "ins"] == ["mới", "mới"]
    assert not [word for mark, word in words if mark == "del"]
    assert max(pairs) <= diff._MOST_PAIRS


def test_a_long_clause_that_was_rewritten_is_shown_as_rewritten_without_much_work(
    pairs: list[int],
) -> None:
    old, new = long_clause("phối hợp "), long_clause("trao đổi ", 290)
    one, other = (Placed("d1", "", Node("article", "1", text=text)) for text in (old, new))
    assert diff.compare([one], [other])
    assert diff.marked(old, new) == (("del", old), ("ins", new))
    assert sum(pairs) <= 3 * diff._MOST_PAIRS


def test_a_text_of_signs_alone_is_not_too_much_either(pairs: list[int]) -> None:
    old, new = "; " * 10_000, "; " * 9_990
    assert diff.marked(old, new) == (("del", old), ("ins", new))
    assert sum(pairs) <= 3 * diff._MOST_PAIRS


_nodes = st.lists(
    st.builds(
        lambda number, text: Node("article", str(number), text=text),
        st.integers(1, 9),
        st.text("ab ", max_size=12),
    ),
    max_size=8,
)


@given(_nodes, _nodes)
def test_nothing_is_lost_between_two_texts(old: list[Node], new: list[Node]) -> None:
    before, after = list(placed(old)), list(placed(new))
    changes = diff.compare(before, after)
    assert [change.new for change in changes if change.new] == after
    assert sorted(change.old.key for change in changes if change.old) == sorted(
        one.key for one in before
    )


@given(st.text("ab c,", max_size=20), st.text("ab c,", max_size=20))
def test_marks_give_both_texts_back(old: str, new: str) -> None:
    words = diff.marked(old, new)
    assert "".join(word for mark, word in words if mark != "ins") == old
    assert "".join(word for mark, word in words if mark != "del") == new


def test_planting_what_was_placed_gives_the_text_back() -> None:
    rows = [edit.Row(one.key, one.parent, one.node) for one in placed(TEXT)]
    assert edit.planted(rows) == TEXT
    assert edit.moved(edit.moved(TEXT, "d2", 1), "d2", -1) == TEXT
