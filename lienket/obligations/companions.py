"""Obligations go along with the model of a regulation: clause, cadence and proof, by letters.

Offices stay behind: whoever adopts the model has other councils.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienket.kernel.actors import Member
from lienket.obligations import actions, queries
from lienket.obligations.actions.drafts import draft_of
from lienket.obligations.rules import Cadence
from lienket.obligations.words import describe
from lienket.regulations.companions import Companion, Line, accompanies
from lienket.regulations.models import Clause, Party, Regulation


def show(given: Sequence[Mapping[str, Any]]) -> Iterable[Line]:
    """What is owed, by which letters to which, and how often."""
    for one in given:
        cadence = describe(Cadence.from_json(one["cadence"]))
        owing, owed = (", ".join(one[role]) for role in ("responsible", "counterparts"))
        if owing:
            sides = _("Party {owing} to party {owed}").format(owing=owing, owed=owed)
        else:
            sides = _("An office to party {owed}").format(owed=owed)
        yield Line(one["title"], f"{sides} · {cadence}")


def give(regulation: Regulation) -> list[dict[str, Any]]:
    """The register as it is written down."""
    return [
        {**asdict(replace(draft, council_office_id=None)), "cadence": draft.cadence.to_json()}
        for draft in map(draft_of, queries.obligations_of(regulation.id).filter(ended_at=None))
    ]


def take(
    regulation: Regulation, given: Sequence[Mapping[str, Any]], by: Member, now: datetime
) -> None:
    """Write the same down in a draft, for the parties and clauses that it has."""
    letters = set(Party.objects.filter(regulation=regulation).values_list("letter", flat=True))
    keys = set(Clause.objects.filter(version__regulation=regulation).values_list("key", flat=True))
    for one in given:
        parts = {
            role: [letter for letter in one[role] if letter in letters]
            for role in ("responsible", "jointly", "counterparts")
        }
        alone = len(parts["responsible"]) == 1 and parts["responsible"] == parts["counterparts"]
        if not parts["responsible"] or alone or one["clause_key"] not in keys:
            # Whoever adopts the model writes these down anew, for whom they concern there.
            continue
        draft = actions.ObligationDraft(
            **{**one, **parts, "cadence": Cadence.from_json(one["cadence"])}
        )
        actions.take_over(regulation_id=regulation.id, draft=draft, by=by, now=now)


#: Of an obligation: what people wrote, in which names may stand.
_WORDS = frozenset({"title", "office", "proof_name", "indicator"})
accompanies("obligations", Companion(gettext_lazy("Obligations"), _WORDS, show, give, take))
