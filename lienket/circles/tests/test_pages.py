"""The pages of circles: forming, inviting, accepting and leaving them."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienket.circles import exports
from lienket.circles.models import Circle, Invitation
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import Unit, signed_in


@pytest.fixture
def chair(plant: Unit) -> Client:
    return signed_in(plant)


@pytest.fixture
def member(fire_service: Unit, circle: Circle) -> Client:
    return signed_in(fire_service)


def page(name: str, number: int) -> str:
    return reverse(f"circles:{name}", args=[number])


def test_a_circle_is_formed_and_an_organization_invited_by_its_exact_name(
    chair: Client, plant: Unit, outsider: Unit
) -> None:
    formed = chair.post(reverse("circles:create"), {"name": "Vòng <i>cáp</i>", "until": ""})
    assert "Vòng &lt;i&gt;cáp&lt;/i&gt;" in chair.get(reverse("circles:list")).content.decode()

    for name in ("Out", "Nobody"):
        refused = chair.post(formed["Location"], {"name": name, "role": "member"})
        assert refused.context["form"].errors["name"]
    chair.post(formed["Location"], {"name": "outsider", "role": "observer"})

    invited = signed_in(outsider)
    assert "Vòng &lt;i&gt;cáp&lt;/i&gt;" in invited.get(reverse("circles:list")).content.decode()
    with acting(outsider.member()):
        invitation = Invitation.objects.get()
    answer = page("answer", invitation.id)
    assert invited.get(answer).status_code == 200
    # Until it accepts, the circle does not exist for it.
    assert invited.get(formed["Location"]).status_code == 404

    invited.post(answer, {"answer": "accept"})
    assert invited.get(formed["Location"]).status_code == 200
    assert invited.post(answer, {"answer": "accept"}).status_code == 422


def test_a_declined_invitation_opens_nothing(chair: Client, circle: Circle, outsider: Unit) -> None:
    chair.post(page("members", circle.id), {"name": "Outsider", "role": "member"})
    with acting(outsider.member()):
        invitation = Invitation.objects.get()
    invited = signed_in(outsider)

    invited.post(page("answer", invitation.id), {"answer": "decline"})

    assert invited.get(page("members", circle.id)).status_code == 404


def test_only_the_chair_invites(member: Client, circle: Circle, outsider: Unit) -> None:
    refused = member.post(page("members", circle.id), {"name": "Outsider", "role": "member"})

    assert refused.status_code == 403


@pytest.mark.parametrize("name", ["members", "leave", "record"])
def test_to_an_outsider_the_circle_does_not_exist(
    circle: Circle, outsider: Unit, name: str
) -> None:
    assert signed_in(outsider).get(page(name, circle.id)).status_code == 404


def test_a_leaver_takes_its_record_along_first(
    member: Client, circle: Circle, fire_service: Unit
) -> None:
    leave = page("leave", circle.id)
    refused = member.post(leave, {"sure": "on"})
    assert refused.status_code == 422
    member.get(page("record", circle.id))
    assert member.post(leave, {}).status_code == 422

    assert member.post(leave, {"sure": "on"})["Location"] == reverse("circles:list")

    assert member.get(page("members", circle.id)).status_code == 404
    assert fire_service.member(timezone.now()).circles == ()


def test_the_chair_cannot_leave(chair: Client, circle: Circle) -> None:
    chair.get(page("record", circle.id))

    assert chair.post(page("leave", circle.id), {"sure": "on"}).status_code == 422


@pytest.fixture
def _notes() -> Iterator[None]:
    """A module that contributes to the record."""

    @exports.contributes
    def notes(circles: Sequence[int], by: Member) -> Iterator[tuple[str, Any]]:
        yield "notes.json", [{"circle": circles[0], "organization": by.organization_id}]
        yield "attachments/ảnh.txt", "Nội dung".encode()

    yield
    exports._contributors.remove(notes)


@pytest.mark.usefixtures("_notes")
def test_the_record_is_sealed(member: Client, circle: Circle, fire_service: Unit) -> None:
    answer = member.get(page("record", circle.id))
    record = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]

    manifest = record.read("manifest.json")
    listed = json.loads(manifest)
    assert listed["organization"]["name"] == "Fire"
    for name, digest in listed["sha256"].items():
        assert hashlib.sha256(record.read(name)).hexdigest() == digest
    assert json.loads(record.read("notes.json")) == [
        {"circle": circle.id, "organization": fire_service.id}
    ]
    key = load_pem_public_key(record.read("public_key.pem"))
    assert isinstance(key, Ed25519PublicKey)
    key.verify(record.read("manifest.sig"), manifest)
    with pytest.raises(InvalidSignature):
        key.verify(record.read("manifest.sig"), manifest + b" ")
