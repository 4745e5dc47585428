"""What stands around every request."""

import pytest
from django.test import Client


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
