"""Saying what is true, and saying it differently later."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from lienket.falseclaims.actions.common import (
    ANSWER,
    ISSUE,
    NotVerifiedYet,
    OnlyTheVerifier,
    locked,
    neutral,
    reason_of,
    settle_ask,
    tell_members,
)
from lienket.falseclaims.actions.publishing import require_valid
from lienket.falseclaims.events import ClaimVerified, CorrectionChanged
from lienket.falseclaims.models import Claim, Correction, PublicWarning
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import Refusal

WORDS_LIMIT = 1_000
# "113", "1900 1234", "0269 3 888 888"; the plus of an international number too.
_HOTLINE = re.compile(r"\+?\d(?:[ .-]?\d){2,13}")


class NoTruth(Refusal):
    """Write what is true."""

    field = "truth"


class NoAdvice(Refusal):
    """Write what people should do."""

    field = "advice"


class NotAHotline(Refusal):
    """Give the published number of an office, such as 113 or 1900 1234."""

    field = "hotline"


class VerifiedBefore(Refusal):
    """This is verified already. Change the correction instead."""

    status = 409


@dataclass(frozen=True)
class Words:
    """A correction as it is filled in: what is true, what to do, whom to call."""

    truth: str
    advice: str
    hotline: str


def verify(
    *, claim_id: int, words: Words, by: Actor, now: datetime, not_secret: bool = False
) -> Correction:
    """As the organization that was asked, say what is true; the asking stops.

    Raises Claim.DoesNotExist, OnlyTheVerifier, VerifiedBefore, WithdrawnBefore, what `neutral`
    refuses, NoTruth, NoAdvice and NotAHotline.
    """
    by.require(ANSWER)
    claim = _of_verifier(claim_id, by)
    if claim.verified_at:
        raise VerifiedBefore
    correction = _write(claim, words, "", by=by, now=now, not_secret=not_secret)
    claim.verified_at = now
    claim.save(update_fields=["verified_at"])
    settle_ask(claim, now=now)
    journal.record(
        ClaimVerified(claim.id, claim.verifier_id), by=by, at=now, circle_id=claim.circle_id
    )
    return correction


def correct(
    *,
    claim_id: int,
    words: Words,
    reason: str,
    by: Member,
    now: datetime,
    valid_until: date | None = None,
    not_secret: bool = False,
) -> Correction:
    """As the organization that verified it, say it differently; a public warning follows.

    Raises as `verify`, NotVerifiedYet, NoReason, and for `valid_until` as `publish`.
    """
    by.require(ISSUE)
    claim = _of_verifier(claim_id, by)
    if claim.verified_at is None:
        raise NotVerifiedYet
    reason = reason_of(reason, not_secret=not_secret)
    correction = _write(claim, words, reason, by=by, now=now, not_secret=not_secret)
    warning = PublicWarning.objects.filter(claim=claim).first()
    if warning:
        warning.truth, warning.advice = correction.truth, correction.advice
        warning.hotline, warning.corrected_at = correction.hotline, now
        if valid_until:
            require_valid(valid_until, now)
            warning.valid_until = valid_until
        warning.save()
        tell_members(claim, by, now=now)
    journal.record(
        CorrectionChanged(claim.id, claim.verifier_id), by=by, at=now, circle_id=claim.circle_id
    )
    return correction


def _of_verifier(claim_id: int, by: Actor) -> Claim:
    claim = locked(claim_id, by)
    if claim.verifier_id not in by.organizations:
        raise OnlyTheVerifier
    return claim


def _write(
    claim: Claim, words: Words, reason: str, *, by: Actor, now: datetime, not_secret: bool
) -> Correction:
    truth = neutral("truth", words.truth, WORDS_LIMIT, not_secret=not_secret, lines=True)
    advice = neutral("advice", words.advice, WORDS_LIMIT, not_secret=not_secret, lines=True)
    hotline = " ".join(words.hotline.split())
    if not truth:
        raise NoTruth
    if not advice:
        raise NoAdvice
    if not _HOTLINE.fullmatch(hotline):
        raise NotAHotline
    return Correction.objects.create(
        circle_id=claim.circle_id,
        claim=claim,
        organization_id=claim.verifier_id,
        truth=truth,
        advice=advice,
        hotline=hotline,
        reason=reason,
        by=by.id,
        at=now,
    )
