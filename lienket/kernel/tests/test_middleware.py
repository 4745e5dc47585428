"""What stands around every request."""

import pytest
from django.test import Client

from tests.cast import Unit, signed_in


def test_a_refusal_leads_back_to_the_page_one_came_from(plant: Unit) -> None:
    client = signed_in(plant)

    def led_back(came_from: str) -> str:
        answer = client.get("/circles/0/plans/", headers={"referer": came_from})
        assert answer.status_code == 404
        return str(answer.context["back"])

    assert led_back("http://testserver/plans/7/?ours") == "/plans/7/?ours"
    # Never to another site, and not to what was just turned down.
    for elsewhere in ("", "http://example.vn/plans/7/", "http://testserver/circles/0/plans/"):
        assert led_back(elsewhere) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
def test_who_opens_the_address_of_a_button_reads_what_to_do(language: str) -> None:
    client = Client()
    client.cookies["django_language"] = language
    answer = client.get("/regulations/1/consultation/consent/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    words = {"vi": "chỉ nhận thao tác từ một nút bấm", "en": "only takes what a button sends"}
    assert words[language] in answer.content.decode()
