"""What a person chooses comes back as it was chosen."""

import pytest

from lienket.obligations.actions import ObligationDraft
from lienket.obligations.rules import Cadence
from lienket.obligations.rules.choices import Choice, cadence_of, choice_of
from lienket.obligations.samples import REGISTER


@pytest.mark.parametrize("draft", REGISTER, ids=lambda draft: draft.code)
def test_every_cadence_of_the_sample_survives_the_form(draft: ObligationDraft) -> None:
    assert cadence_of(choice_of(draft.cadence)) == draft.cadence


def test_what_fits_no_choice_is_kept_as_it_is_written() -> None:
    odd = Cadence("calendar", rrule="FREQ=MONTHLY;BYDAY=2TU", at="09:00", times=2)

    assert choice_of(odd).how == "written"
    assert cadence_of(choice_of(odd)) == odd


def test_the_usual_choices_are_recognised() -> None:
    quarterly = Choice("quarterly", month=3, month_day=-1, at="17:00")

    assert choice_of(cadence_of(quarterly)) == quarterly
    assert cadence_of(quarterly).rrule == "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
