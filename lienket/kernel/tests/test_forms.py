"""What forms of all modules share."""

from django import forms
from django.utils import translation


def test_a_number_that_is_too_large_is_refused_in_plain_vietnamese() -> None:
    class Months(forms.Form):
        months = forms.IntegerField(min_value=1, max_value=12)

    with translation.override("vi"):
        said = [Months({"months": number}).errors["months"][0] for number in (0, 13)]
    assert said == ["Giá trị không được nhỏ hơn 1.", "Giá trị không được lớn hơn 12."]
