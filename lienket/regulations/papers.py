"""A regulation as an official paper."""

from lienket.documents.paper import Paper
from lienket.regulations import queries
from lienket.regulations.models import Regulation, Version
from lienket.regulations.text.layout import Party, paper_of


def paper(regulation: Regulation, version: Version) -> Paper:
    """One version with all who sign; with number and day once the regulation is signed."""
    signing = queries.parties_of(regulation).filter(signs=True)
    signed = regulation.form == Regulation.Form.SIGNED
    return paper_of(
        queries.text_of(version),
        title=regulation.title,
        decided=not signed,
        place=regulation.place or "…",
        parties=[Party(one.name, one.signatory_title, one.signatory) for one in signing],
        code=regulation.code,
        on=queries.local_day(regulation.signed_at) if regulation.signed_at else None,
        draft=version.adopted_at is None,
    )
