"""Whose digital signatures a PDF bears, and whether they still hold (PAdES).

The file comes from people: it is read in a process of its own, as the guard reads files.

python -m lienket.documents.signatures ISSUED_DESCRIPTOR MOMENT [ROOTS]
"""

import asyncio
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from lienket.documents.guard import reader
from lienket.documents.guard.refusals import DamagedFile, FileTooComplex
from lienket.documents.reading import child
from lienket.kernel.errors import Refusal

_PATIENCE_SECONDS = 120
#: One for each who signs; more is no paper of an office.
MOST_SIGNATURES = 50
_LONGEST_NAME = 200


class NotAPdf(Refusal):
    """Only PDF files bear the digital signatures that can be checked here. Choose a PDF."""

    field = "file"


class NotSigned(Refusal):
    """There is no digital signature in this file. Sign the PDF first, then hand it in here."""

    field = "file"


class SignatureBroken(Refusal):
    """The signature of {signer} does not fit this file: it was changed after it had been signed.
    Ask for the file once more. Nothing was kept.
    """

    field = "file"


class SignatureWeak(Refusal):
    """The signature of {signer} is made in a way that can be forged today (an old hash or a short
    key). Sign again with a current certificate. Nothing was kept.
    """

    field = "file"


class SignatureUnreadable(Refusal):
    """A signature in this file cannot be read. Sign the PDF again, then hand it in. Nothing was
    kept.
    """

    field = "file"


_REFUSALS: dict[str, type[Refusal]] = {
    one.__name__: one
    for one in (NotSigned, SignatureBroken, SignatureWeak, SignatureUnreadable, FileTooComplex)
}


class Trust(StrEnum):
    """What is known here of the issuer of a certificate."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    NOT_VALID_NOW = "not_valid_now"


@dataclass(frozen=True)
class Found:
    """A signature that holds. `at` is ISO 8601, None if it does not say when; by a time stamp of
    somebody else if `stamped`, else by the clock of the signer.
    """

    signer: str
    organ: str
    at: str | None
    stamped: bool
    trust: Trust


@dataclass(frozen=True)
class Checked:
    """The signatures of a file; `is_issued`: it is the issued one, and signatures were added."""

    is_issued: bool
    signatures: tuple[Found, ...]


def check(signed: IO[bytes], issued: Path, *, roots: Path | None, now: datetime) -> Checked:
    """Whose signatures are in `signed`, and whether it is the file `issued` apart from them.

    `roots` holds the certificates trusted here (PEM); certificates are judged as of `now`.
    Raises NotSigned, SignatureBroken, SignatureWeak, SignatureUnreadable and FileTooComplex.
    """
    signed.seek(0)
    with issued.open("rb") as original:
        arguments = [
            original.fileno(),
            now.isoformat(),
            *([roots.resolve(strict=True)] if roots else []),
        ]
        try:
            done = subprocess.run(
                child.command(__name__, *arguments),
                stdin=signed,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=[original.fileno()],
                env=child.ENVIRONMENT,
                timeout=_PATIENCE_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise FileTooComplex from error
    if done.returncode:
        raise FileTooComplex
    answer = json.loads(done.stdout)
    if refusal := answer.get("refusal"):
        raise _REFUSALS.get(refusal, DamagedFile)(**answer["parameters"])
    return Checked(answer["is_issued"], tuple(Found(**one) for one in answer["signatures"]))


def main(signed: bytes, issued: bytes, now: datetime, roots: Path | None) -> dict[str, Any]:
    """What is to be told about the file."""
    try:
        found = list(_signatures(signed, now, roots))
        return {
            "is_issued": _only_signed(signed, issued),
            "signatures": [asdict(one) for one in found],
        }
    except Refusal as refusal:
        return {"refusal": type(refusal).__name__, "parameters": refusal.parameters}
    except (MemoryError, RecursionError):
        return {"refusal": FileTooComplex.__name__, "parameters": {}}
    except Exception:
        # Broken structures surface anywhere in the parser; a signature in one proves nothing.
        return {"refusal": SignatureUnreadable.__name__, "parameters": {}}


def _signatures(signed: bytes, now: datetime, roots: Path | None) -> Iterator[Found]:
    # The parser is loaded in this process only.
    from pyhanko.keys import load_certs_from_pemder
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.ades.report import AdESIndeterminate
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    embedded = PdfFileReader(io.BytesIO(signed)).embedded_regular_signatures
    if not embedded:
        raise NotSigned
    if len(embedded) > MOST_SIGNATURES:
        raise FileTooComplex
    trusted = list(load_certs_from_pemder([str(roots)])) if roots else []  # type: ignore[no-untyped-call]
    for one in embedded:
        signer, organ = _names(one.signer_cert)
        context = ValidationContext(trust_roots=trusted, allow_fetching=False, moment=now)
        status = asyncio.run(async_validate_pdf_signature(one, signer_validation_context=context))
        if status.trust_problem_indic is AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE:
            raise SignatureWeak(signer=signer)
        if not _holds(status):
            raise SignatureBroken(signer=signer)
        stamp = status.timestamp_validity
        stamped = bool(stamp and stamp.valid and stamp.intact and stamp.trusted)
        at = stamp.timestamp if stamp and stamped else status.signer_reported_dt
        trust = _trust(one, status.trusted, now)
        yield Found(signer, organ, at.isoformat() if at else None, stamped, trust)


def _names(certificate: Any) -> tuple[str, str]:
    """Whose certificate it is, and of which organ: as the certificate says."""
    subject = certificate.subject.native
    organ = _word(subject.get("organization_name"))
    return _word(subject.get("common_name")) or organ or certificate.sha256_fingerprint, organ


def _word(value: Any) -> str:
    parts = value if isinstance(value, list) else [value or ""]
    return " ".join("".join(filter(str.isprintable, str(one))) for one in parts)[:_LONGEST_NAME]


def _holds(status: Any) -> bool:
    """Whether everything up to the signature is as it was, and later ones only signed too."""
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    return bool(
        status.intact
        and status.valid
        and status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
        and status.docmdp_ok
    )


def _trust(one: Any, trusted: bool, now: datetime) -> Trust:
    if trusted:
        return Trust.TRUSTED
    certificate = one.signer_cert
    if not certificate.not_valid_before <= now <= certificate.not_valid_after:
        return Trust.NOT_VALID_NOW
    return Trust.UNKNOWN


def _only_signed(signed: bytes, issued: bytes) -> bool:
    """Whether `signed` begins with all bytes of `issued`, and only signatures were added.

    Updates behind the issued bytes may replace any object before, so each one replaced is looked
    at.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader

    if not signed.startswith(issued):
        return False
    before, after = PdfFileReader(io.BytesIO(issued)), PdfFileReader(io.BytesIO(signed))
    old, new = before.xrefs, after.xrefs
    revisions = old.total_revisions
    if (
        new.total_revisions <= revisions
        or new.get_startxref_for_revision(revisions - 1)
        != old.get_startxref_for_revision(revisions - 1)
        or after.root_ref != before.root_ref
    ):
        return False
    known = set().union(*(old.explicit_refs_in_revision(at) for at in range(revisions)))
    touched = set().union(
        *(
            new.explicit_refs_in_revision(at) | new.refs_freed_in_revision(at)
            for at in range(revisions, new.total_revisions)
        )
    )
    return all(_serves_signing(before, after, ref) for ref in known & touched)


def _serves_signing(before: Any, after: Any, ref: Any) -> bool:
    """Whether signing replaces the object so: it shows and lists fields, and describes the file."""
    old, new = before.get_object(ref), after.get_object(ref)
    if ref == before.root_ref:
        return _same_but(old, new, {"/AcroForm", "/DSS", "/Extensions", "/Version"})
    if not isinstance(old, dict) or not isinstance(new, dict):
        return False
    if old.get("/Type") == "/Page":
        shown, added = list(old.get("/Annots", [])), list(new.get("/Annots", []))
        return (
            _same_but(old, new, {"/Annots"})
            and added[: len(shown)] == shown
            and all(one.get_object().get("/Subtype") == "/Widget" for one in added[len(shown) :])
        )
    information = before.trailer.raw_get("/Info") if "/Info" in before.trailer else None
    return old.get("/Type") == "/Metadata" or (
        information is not None and ref == information.reference
    )


def _same_but(old: Any, new: Any, keys: set[str]) -> bool:
    """Whether two dictionaries say the same, apart from some keys."""
    return all(
        key in old and key in new and old.raw_get(key) == new.raw_get(key)
        for key in {*old, *new} - keys
    )


if __name__ == "__main__":
    reader.limit_this_process()
    descriptor, moment, *given = sys.argv[1:]
    with os.fdopen(int(descriptor), "rb") as original_file:
        original = original_file.read()
    answer = main(
        sys.stdin.buffer.read(),
        original,
        datetime.fromisoformat(moment),
        Path(given[0]) if given else None,
    )
    sys.stdout.write(json.dumps(answer))
