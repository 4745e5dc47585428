"""What an indicator is, and how the rows behind one that the record tells are found.

A derived indicator is one SQL statement: it gives the rows, each with the thing it is about, a
moment and a value. Its figure is computed from those same rows, so that a figure and the list
behind it cannot differ.
"""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

from lienket.reviews.rules import Aggregation, Direction

#: What changes from now on when a definition does; what is frozen keeps the one it was made with.
VERSION = 1
When = Literal["moment", "day"]


@dataclass(frozen=True)
class Derived:
    """Where the rows of an indicator stand.

    `table` is the FROM clause, with the main table as `x`; `about` the table of what a row leads
    to, and `id` its key. `at` is when it counts, `where` what else must hold, `value` and `second`
    what it counts for. `sentence` says the same to people. Only rows of the circle and its subsets
    in sight count, within the period; SQL may use `%(until)s` (excluded) and `%(now)s` besides.
    """

    about: str
    table: str
    at: str
    sentence: str | Promise
    where: str = "true"
    value: str = "1"
    second: str = "NULL"
    id: str = "x.id"
    when: When = "moment"

    def sql(self, *, standing: bool) -> str:
        """The statement of the rows; `standing` ones began any time before the period's end."""
        since, until = ("%(since)s", "%(until)s")
        if self.when == "day":
            since, until = ("%(first)s", "%(after)s")
        begun = "true" if standing else f"{self.at} >= {since}"
        return f"""
            SELECT {self.id} AS id, {self.at} AS at, ({self.value})::numeric AS value,
                   ({self.second})::numeric AS second
            FROM {self.table}
            WHERE x.circle_id = ANY (%(circles)s) AND {begun} AND {self.at} < {until}
              AND ({self.where})
        """


@dataclass(frozen=True)
class Indicator:
    """One line of a report. Without `derived` its figures are entered by the parties.

    `second_unit` names what goes along with the value: "5 vụ/6 đối tượng". `public` ones may be
    published outside the circle.
    """

    code: str
    name: str | Promise
    unit: str | Promise
    direction: Direction = Direction.NEUTRAL
    aggregation: Aggregation = Aggregation.SUM
    derived: Derived | None = None
    second_unit: str | Promise = ""
    public: bool = False

    @property
    def group(self) -> str:
        """The letter it begins with."""
        return self.code[0]

    @property
    def sql(self) -> str:
        """The statement of its rows; only of derived ones."""
        assert self.derived
        return self.derived.sql(standing=self.aggregation == Aggregation.LAST)
