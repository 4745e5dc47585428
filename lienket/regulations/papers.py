"""A regulation as an official paper."""

from lienket.documents.paper import Paper
from lienket.regulations import queries
from lienket.regulations.models import Party as Bound
from lienket.regulations.models import Regulation, Signature, Version
from lienket.regulations.text.layout import Party, paper_of


def paper(regulation: Regulation, version: Version) -> Paper:
    """One version with all who sign; with number and day once the regulation is signed."""
    signing = queries.parties_of(regulation).filter(signs=True)
    given = {one.party_id: one for one in queries.signatures_of(version)}
    agreed = regulation.form == Regulation.Form.SIGNED
    return paper_of(
        queries.text_of(version),
        title=regulation.title,
        decided=not agreed,
        place=regulation.place or "…",
        parties=[_signing(one, given.get(one.id)) for one in signing],
        code=regulation.code,
        on=queries.local_day(regulation.signed_at) if regulation.signed_at else None,
        draft=version.adopted_at is None,
    )


def _signing(party: Bound, given: Signature | None) -> Party:
    """Who signs as it was entered; where nobody was, whoever has signed. With the day, if so."""
    entered = party.signatory or given is None
    on = (given.on_paper or queries.local_day(given.at)) if given else None
    return Party(
        party.name,
        party.signatory_title if entered or given is None else given.title,
        party.signatory if entered or given is None else given.name,
        on,
    )
