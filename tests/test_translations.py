"""The Vietnamese of the pages speaks to people in one way."""

from pathlib import Path

from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).resolve().parent.parent / "lienket/locale/vi/LC_MESSAGES/django.po"
#: People are "bạn" and their organization "đơn vị bạn"; often no pronoun is needed at all.
OTHERS = ("đồng chí", "quý vị", "anh/chị", "ông/bà")


def test_people_are_addressed_in_one_way() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="vi")
    said = [str(message.string).lower() for message in catalogue]
    assert not [words for words in said if any(other in words for other in OTHERS)]
