"""The sealed record that an organization takes along: what it sent, received and answered.

Each module above declares what it has to give with `@contributes`. The record is a ZIP with the
SHA-256 of every file in `manifest.json`, signed (Ed25519) in `manifest.sig`; `public_key.pem`
checks it with any tool, for instance OpenSSL.
"""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import IO, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from lienket.circles.models import Circle, Invitation, Membership
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal

#: A file of the record: its name in the ZIP and its content, bytes or what becomes JSON.
Part = tuple[str, bytes | Sequence[Mapping[str, Any]]]
#: Takes the ids of the circle and its subsets, and who leaves; called in their context.
Contributor = Callable[[Sequence[int], Member], Iterable[Part]]

_contributors: list[Contributor] = []
_IN_MEMORY = 1024 * 1024
README = """\
manifest.json lists every file of this record with its SHA-256 (hexadecimal).
manifest.sig is the Ed25519 signature of manifest.json; public_key.pem checks it:
  openssl pkeyutl -verify -pubin -inkey public_key.pem -rawin \\
    -in manifest.json -sigfile manifest.sig
"""


class ExportFirst(Refusal):
    """Download the record first: after leaving, nothing of the circle can be read any more."""


def contributes(contributor: Contributor) -> Contributor:
    """Declare that the decorated function gives part of the record."""
    _contributors.append(contributor)
    return contributor


def table(name: str, rows: QuerySet[Any, Any], without: Collection[str] = ()) -> Part:
    """The columns of some rows, as one file of the record; `without` those that stay here."""
    fields = rows.model._meta.concrete_fields
    columns = [field.attname for field in fields if field.attname not in without]
    return f"{name}.json", list(rows.order_by("id").values(*columns))


def sealed(*, circle: Circle, by: Member, now: datetime) -> IO[bytes]:
    """The record of `by`'s organization in a circle and its subsets, as a ZIP at its beginning."""
    circles = [circle.id, *Circle.objects.filter(parent=circle).values_list("id", flat=True)]
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  closed by whoever gets it
    digests = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as record:
        for contributor in (_membership, *_contributors):
            for name, given in contributor(circles, by):
                content = given if isinstance(given, bytes) else _json(given)
                record.writestr(name, content)
                digests[name] = hashlib.sha256(content).hexdigest()
        manifest = _json(
            {
                "circle": {"id": circle.id, "name": circle.name},
                "organization": {"id": by.organization_id, "name": by.organization_name},
                "made_at": now,
                "sha256": digests,
            }
        )
        key = _key()
        record.writestr("manifest.json", manifest)
        record.writestr("manifest.sig", key.sign(manifest))
        record.writestr(
            "public_key.pem",
            key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        )
        record.writestr("README.txt", README)
    file.seek(0)
    return file


def _membership(circles: Sequence[int], by: Member) -> Iterable[Part]:
    yield (
        "memberships.json",
        list(
            Membership.objects.filter(circle__in=circles)
            .order_by("circle_id", "valid_from")
            .values("circle_id", "circle__name", "organization__name", "role", "valid_from")
        ),
    )
    yield (
        "invitations.json",
        list(
            Invitation.objects.filter(circle__in=circles, organization_id=by.organization_id)
            .order_by("invited_at")
            .values("invited_by__name", "invited_at", "answered_at", "accepted")
        ),
    )


def _key() -> Ed25519PrivateKey:
    """The seal of this installation. It follows from the secret key, so every machine has it."""
    seed = salted_hmac("lienket.circles.exports", "seal", algorithm="sha256").digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def _json(value: object) -> bytes:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()
