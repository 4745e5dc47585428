"""What one receipt still asks of its organization, and what was answered."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.exchange import rules
from lienket.exchange.models import Acknowledgement, Receipt

_BUTTONS = {
    "received": _("Confirm receipt"),
    "accepted": _("Accept the duty"),
    "done": _("It is carried out"),
}


@dataclass(frozen=True)
class Asked:
    """A receipt, the facts in force about it, and the next one that its organization can record."""

    receipt: Receipt
    facts: dict[str, Acknowledgement]

    @classmethod
    def of(cls, receipt: Receipt) -> "Asked":
        """Reads the receipt's acknowledgements; list pages prefetch them."""
        every = sorted(receipt.acknowledgements.all(), key=lambda one: (one.at, one.id))
        return cls(receipt, {one.fact: one for one in every if one.lapsed_at is None})

    @property
    def open(self) -> bool:
        """Whether an answer is still owed."""
        return self.receipt.ask is not None and self.receipt.ask.settled_at is None

    @property
    def next_fact(self) -> str | None:
        """What the one big button records; None when there is no such button."""
        if not self.open:
            return None
        fact = rules.NEXT_FACT[self.receipt.bulletin.required_action]
        if fact not in self.facts:
            return fact
        return "done" if fact == "accepted" else None

    @property
    def button(self) -> str | Promise:
        """The word on that button."""
        return _BUTTONS.get(self.next_fact or "", "")

    @property
    def wants_reply(self) -> bool:
        """Whether words are what is missing."""
        return self.open and self.receipt.bulletin.required_action == "answer"

    @property
    def last(self) -> Acknowledgement | None:
        """The latest fact."""
        return next(reversed(self.facts.values()), None)
