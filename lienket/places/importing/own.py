"""What our own export says about its rows, so that reading it again keeps what they are."""

from lienket.places.importing.rows import Row

_NOUNS = {"sites": "site", "zones": "zone", "corridors": "corridor", "waypoints": "waypoint"}


def noun_of(row: Row) -> str | None:
    """What a row of our own export is; None for rows of other files."""
    return _NOUNS.get(row.facts.get("layer", "")) if "code" in row.facts else None


def is_drawn_from_another(row: Row) -> bool:
    """Whether it only shows what another row holds: the strip and the towers of a corridor."""
    tower = row.facts.get("layer") == "towers" and "corridor" in row.facts
    return tower or row.facts.get("part") == "strip"


def number(row: Row, fact: str, otherwise: float) -> float:
    """A fact that is a number; `otherwise` if the row does not say it."""
    try:
        return float(row.facts.get(fact, ""))
    except ValueError:
        return otherwise
