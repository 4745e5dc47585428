"""Charts say the same in the drawing, in words and in the table."""

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.utils import translation

from lienket.kernel import charts
from lienket.kernel.charts.scales import ticks

START = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)  # 08:00 in Vietnam


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def steps(**changes: Any) -> charts.Steps:
    facts: dict[str, Any] = {
        "title": "Answers",
        "start": START,
        "end": START + minutes(60),
        "answers": [START + minutes(30), START + minutes(15)],
        "total": 4,
    }
    return charts.Steps(**(facts | changes))


def matrix(*cells: charts.Cell) -> charts.Matrix:
    names = ["Công an thị xã", "Đồn Biên phòng", "Công ty <Thép>"]
    return charts.Matrix("Who informs whom", names, ["CATX", "ĐBP", "Thép"], cells)


def parsed(chart: charts.Chart) -> ElementTree.Element:
    """The figure, read as strictly as XML."""
    with translation.override("en"):
        return ElementTree.fromstring(charts.draw(chart))


def words(figure: ElementTree.Element, path: str) -> list[str]:
    return ["".join(part.itertext()).strip() for part in figure.iterfind(path)]


class TestSteps:
    def test_it_says_how_many_have_answered(self) -> None:
        assert words(parsed(steps()), ".//desc") == ["2 of 4 have answered."]

    def test_its_table_lists_the_answers_in_order(self) -> None:
        assert words(parsed(steps()), ".//tbody/tr/td") == [
            *("08:15 21/11/2026", "1/4"),
            *("08:30 21/11/2026", "2/4"),
        ]

    def test_the_line_rises_at_each_answer(self) -> None:
        layout = charts.steps.layout(steps())

        assert [riser["x"] for riser in layout["risers"]] == [29.5, 52.0]

    def test_a_due_moment_outside_the_span_is_not_drawn(self) -> None:
        assert "Due 08:30" in words(parsed(steps(due=START + minutes(30))), ".//text")
        assert "Due 11:00" not in words(parsed(steps(due=START + minutes(180))), ".//text")

    def test_marks_are_numbered_and_named(self) -> None:
        figure = parsed(steps(marks=[charts.Mark(START + minutes(20), "Second call")]))

        assert words(figure, ".//ol/li") == ["108:20 Second call"]

    @pytest.mark.parametrize("span", [1, 20, 60, 60 * 7, 60 * 24 * 3, 60 * 24 * 40])
    def test_it_never_has_more_than_five_ticks(self, span: int) -> None:
        moments = ticks(START, minutes(span))

        assert len(moments) <= 5
        assert all(START <= at <= START + minutes(span) for at, _ in moments)

    def test_it_draws_an_empty_span_and_nobody_to_answer(self) -> None:
        parsed(steps(end=START, answers=[], total=0))


class TestMatrix:
    def test_it_names_the_silent_before_anything_else(self) -> None:
        figure = parsed(matrix(charts.Cell(0, 1, 3, minutes(5)), charts.Cell(0, 2, 2, None)))

        assert words(figure, ".//desc") == ["Công ty <Thép> has answered none of 2 notices."]
        assert words(figure, ".//tbody/tr")[0].startswith("Công an thị xãCông ty <Thép>")

    def test_each_dot_says_what_it_shows(self) -> None:
        figure = parsed(matrix(charts.Cell(0, 1, 3, minutes(65))))

        assert words(figure, ".//circle/title") == [
            "Công an thị xã → Đồn Biên phòng: 3 notices, answered in 1 h 5 min (median)"
        ]

    def test_pairs_without_notices_have_no_dot(self) -> None:
        assert words(parsed(matrix(charts.Cell(0, 1, 0, None))), ".//circle/title") == []

    def test_the_area_of_a_dot_grows_with_the_notices(self) -> None:
        layout = charts.matrix.layout(
            matrix(charts.Cell(0, 1, 1, minutes(1)), charts.Cell(1, 0, 4, minutes(1)))
        )

        assert [dot["r"] for dot in layout["dots"]] == [8.5, 13.0]

    @pytest.mark.parametrize(
        ("median", "step"), [(15, 1), (16, 2), (60, 2), (240, 3), (1440, 4), (1441, 5)]
    )
    def test_slower_answers_take_a_higher_step(self, median: int, step: int) -> None:
        assert charts.matrix.speed(minutes(median)) == step


class TestBars:
    def test_the_longest_bar_fills_the_width(self) -> None:
        figure = parsed(charts.Bars("Waiting", [charts.Bar("A", 4, "4"), charts.Bar("B", 1, "1")]))

        widths = [bar.get("width") for bar in figure.iterfind(".//rect[@class='chart-bar']")]
        assert widths == ["100.0%", "25.0%"]

    def test_a_name_and_its_words_stand_on_lines_of_their_own(self) -> None:
        figure = parsed(charts.Bars("Waiting", [charts.Bar("A", 4, "4 of 5")]))

        name, said = figure.findall("./svg/svg/text")
        assert int(said.get("y", "")) - int(name.get("y", "")) >= 16

    def test_nothing_at_all_has_no_bar(self) -> None:
        figure = parsed(charts.Bars("Waiting", [charts.Bar("A", 0, "0")]))

        assert figure.find(".//rect[@class='chart-bar']") is None

    def test_the_same_chart_keeps_its_id(self) -> None:
        assert charts.draw(charts.Bars("Waiting", [])) == charts.draw(charts.Bars("Waiting", []))


def spans(*given: charts.Span, now: datetime | None = None) -> charts.Spans:
    return charts.Spans("Plan", START, START + minutes(100), given, now)


class TestShares:
    def test_pieces_stand_side_by_side_and_nothing_is_left_out(self) -> None:
        piece = charts.Piece
        passes = charts.Share(
            "Passes", [piece(1, "late", "1 expired"), piece(3, "done", "3 valid")]
        )
        figure = parsed(charts.Shares("Papers", [passes, charts.Share("None", [])]))
        late, done = (figure.find(f".//*[@class='chart-{tone}']") for tone in ("late", "done"))
        assert late is not None
        assert done is not None
        assert (late.get("x"), done.get("x")) == ("0.0%", "25.0%")
        assert "1 expired · 3 valid" in charts.draw(charts.Shares("Papers", [passes]))


class TestSpans:
    def test_a_bar_lies_where_its_time_lies(self) -> None:
        span = charts.Span("A", START + minutes(20), START + minutes(70), "open", share=0.5)

        (row,) = charts.spans.layout(spans(span))["rows"]

        assert (row["x"], row["width"], row["done"]) == (20.0, 50.0, 25.0)

    def test_its_table_says_the_same(self) -> None:
        span = charts.Span("A <b>", START, START + minutes(60), "late", late=True)

        assert words(parsed(spans(span)), ".//tbody/tr") == [
            "A <b>08:00 21/11/202609:00 21/11/2026late"
        ]

    def test_what_lies_outside_is_cut_and_what_is_short_still_shows(self) -> None:
        early = charts.Span("A", START - minutes(60), START, "done")

        (row,) = charts.spans.layout(spans(early))["rows"]

        assert (row["x"], row["width"]) == (0.0, 0.8)

    def test_now_is_a_line_only_within_the_picture(self) -> None:
        assert charts.spans.layout(spans(now=START + minutes(50)))["now_x"] == 50.0
        assert charts.spans.layout(spans(now=START + minutes(500)))["now_x"] is None

    def test_the_line_of_now_stands_below_the_words_of_each_row(self) -> None:
        span = charts.Span("A", START, START + minutes(60), "open")

        figure = parsed(spans(span, span, now=START + minutes(50)))

        lines = figure.findall("./svg/svg/line[@class='chart-due']")
        lowest_words = max(int(text.get("y", "")) for text in figure.iterfind("./svg/svg/text"))
        assert len(lines) == 2
        assert all(int(line.get("y1", "")) > lowest_words for line in lines)


def test_nothing_a_person_wrote_becomes_markup() -> None:
    assert "<b>" not in charts.draw(charts.Bars("<b>", [charts.Bar("<b>", 1, "<b>")]))
    assert "<Thép>" not in charts.draw(matrix(charts.Cell(0, 2, 2, None)))


def test_no_chart_needs_an_inline_style_or_script() -> None:
    for chart in (steps(), matrix(charts.Cell(0, 1, 3, None)), charts.Bars("Waiting", []), spans()):
        assert "style" not in charts.draw(chart)
        assert "<script" not in charts.draw(chart)


def test_a_lineage_names_every_stage_and_leads_to_it() -> None:
    html = charts.draw(
        charts.Lineage(
            "Phả hệ",
            [
                charts.Stage("02/KH", "căn cứ", 0),
                charts.Stage("01/QCPH", "Còn hiệu lực", 1, "/regulations/1/", current=True),
                charts.Stage("Phụ lục 01", "01/01/2027", 2),
                charts.Stage("<b>", "Dự thảo", 1),
            ],
        )
    )
    assert 'href="/regulations/1/"' in html
    assert html.count("<circle") == 4
    assert "<b>" not in html
