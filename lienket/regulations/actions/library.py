"""The library of models: publishing what works, without names, and starting from it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.kernel.guard.text import clean_line
from lienket.regulations import companions, queries, rules
from lienket.regulations.actions.drafts import draft, kept, members_as_parties, set_parties
from lienket.regulations.actions.writing import write_text
from lienket.regulations.events import ModelPublished
from lienket.regulations.models import Model, Regulation
from lienket.regulations.text.anonymous import from_json, to_json, without_names
from lienket.regulations.text.edit import Text
from lienket.regulations.text.tree import Node


class NotProven(Refusal):
    """A model is published from a regulation that has been in force for at least {days} days."""

    status = 409


class NoStatement(Refusal):
    """Say in a few words what this regulation has brought."""

    field = "statement"


class NamesLeft(Refusal):
    """These names still stand in the text: {names}. Replace them first."""

    field = "names"


class Nameless(NamedTuple):
    """What is published of a regulation: its text, and what goes along."""

    text: Text
    companions: Mapping[str, companions.Given]


@transaction.atomic
def publish_model(
    *,
    regulation_id: int,
    title: str,
    site_kind: str,
    statement: str,
    names: Sequence[str],
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Model:
    """Publish the text in force to everybody here, for good: parties are letters, `names` are gone.

    What accompanies it goes along: its obligations with their cadences, its plans.

    As the keeper, after `rules.PROVEN_AFTER`. Raises NotProven, NoStatement, and NamesLeft if
    title or statement name anybody.
    """
    regulation = kept(regulation_id, by)
    nameless = anonymous(regulation, names, now)
    said = clean_line(statement, 1_000, not_secret=not_secret)
    if not said:
        raise NoStatement
    cleaned = clean_line(title, 300, not_secret=not_secret)
    replaced = _names(regulation, names)
    named = [name for name in replaced if name.casefold() in f"{cleaned} {said}".casefold()]
    if named:
        raise NamesLeft(names=", ".join(sorted(named)))
    model = Model.objects.create(
        title=cleaned,
        site_kind=clean_line(site_kind, 100, not_secret=not_secret),
        statement=said,
        tree=to_json(nameless.text),
        companions=nameless.companions,
        parties=queries.parties_of(regulation).count(),
        published_at=now,
    )
    journal.record(
        ModelPublished(regulation.id, model.id), by=by, at=now, circle_id=regulation.circle_id
    )
    return model


def anonymous(regulation: Regulation, names: Sequence[str], now: datetime) -> Nameless:
    """What would be published: the text in force and what goes along. Raises NotProven."""
    today = queries.local_day(now)
    version = queries.version_on(regulation, today)
    if version is None or not queries.is_proven(regulation, today):
        raise NotProven(days=rules.PROVEN_AFTER.days)
    replaced = _names(regulation, names)
    return Nameless(
        without_names(queries.text_of(version), replaced),
        companions.given_by(regulation, replaced),
    )


@transaction.atomic
def adopt_model(
    *,
    model_id: int,
    circle_id: int,
    title: str,
    by: Member,
    now: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
    not_secret: bool = False,
) -> Regulation:
    """Begin a draft in one's circle with the text of a model, and its members as parties.

    What accompanies the model is taken up for the letters there are.
    """
    model = queries.models().get(id=model_id)
    regulation = draft(
        circle_id=circle_id,
        form=Regulation.Form.SIGNED,
        title=title,
        valid_from=valid_from,
        valid_to=valid_to,
        by=by,
        now=now,
        not_secret=not_secret,
    )
    nodes: tuple[Node, ...] = from_json(model.tree)
    write_text(regulation_id=regulation.id, nodes=nodes, by=by, now=now, not_secret=True)
    parties = members_as_parties(regulation, by, now)
    set_parties(regulation_id=regulation.id, parties=parties, by=by, now=now)
    companions.take_up(regulation, model.companions, by, now)
    return regulation


def _names(regulation: Regulation, names: Sequence[str]) -> dict[str, str]:
    """What each name becomes; whoever is a party or its unit is called by the party's letter."""
    replaced = {name.strip(): "…" for name in names if name.strip()}
    for party in queries.parties_of(regulation):
        side = f"Bên {party.letter}"
        own = [party.name]
        if party.organization:
            own += [party.organization.name, party.organization.short_name]
        replaced |= dict.fromkeys(own, side)
        replaced |= {party.focal_unit: f"đầu mối {side}", party.signatory: f"người ký {side}"}
    replaced.pop("", None)
    return replaced
