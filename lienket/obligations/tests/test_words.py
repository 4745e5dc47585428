"""Cadences read as an office would write them."""

import pytest
from django.utils import translation

from lienket.obligations.rules import Cadence
from lienket.obligations.samples import REGISTER
from lienket.obligations.words import describe

SAID = {
    "N02": "hằng quý, ngày 05 tháng đầu quý, trước 17:00",
    "N03": "trong 15 phút kể từ khi xảy ra",
    "N06": "hằng tuần, thứ Sáu, trước 16:00",
    "N07": "hằng tháng, ngày 10, trước 17:00",
    "N08": "trong 5 ngày làm việc kể từ khi xảy ra",
    "N10": "mỗi ca: 06:00, 14:00, 22:00",
    "N11": "hằng tháng, ngày cuối, trước 17:00, 2 lần",
    "N12": "hằng quý, ngày cuối tháng cuối quý, trước 17:00",
    "N14": "hằng ngày, trước 08:00",
    "N17": "hằng năm, 30/09, trước 17:00",
    "N33": "hằng năm, 15/01, 10/07, trước 17:00",
    "N34": "một lần, trước 17:00 31/12/2030",
}


@pytest.mark.parametrize("code", SAID)
def test_the_cadences_of_the_sample_are_said_in_vietnamese(code: str) -> None:
    (cadence,) = (draft.cadence for draft in REGISTER if draft.code == code)
    with translation.override("vi"):
        assert describe(cadence) == SAID[code]


def test_a_rule_that_fits_no_pattern_is_shown_as_it_is() -> None:
    odd = Cadence("calendar", rrule="FREQ=MONTHLY;BYDAY=2TU", at="09:00")
    assert "FREQ=MONTHLY;BYDAY=2TU" in describe(odd)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("freq=weekly;byday=fr", "hằng tuần, thứ Sáu"),
        ("RRULE:FREQ=DAILY", "hằng ngày"),
        ("FREQ=WEEKLY;BYDAY=+1MO", "FREQ=WEEKLY;BYDAY=+1MO"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", "FREQ=MONTHLY;BYMONTHDAY=-2"),
        ("FREQ=DAILY;BYMONTH=7", "FREQ=DAILY;BYMONTH=7"),
        ("FREQ=DAILY;BYHOUR=8", "FREQ=DAILY;BYHOUR=8"),
        ("nothing of the kind", "nothing of the kind"),
    ],
)
def test_every_rule_has_words_however_it_was_stored(rule: str, words: str) -> None:
    with translation.override("vi"):
        assert describe(Cadence("calendar", rrule=rule, at="16:00")) == f"{words}, trước 16:00"
