"""What people fill in about the registers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lienket.documents.guard.forms import Guarded
from lienket.kernel.forms import offer
from lienket.plans.forms.fields import day_field
from lienket.registers import queries
from lienket.registers.actions import COLUMNS, Facts
from lienket.registers.actions.entries import REASON_LIMIT
from lienket.registers.actions.facts import NAME_LIMIT, NUMBER_LIMIT
from lienket.registers.kinds import Kind
from lienket.registers.models import Entry
from lienket.registers.rules import STANDINGS
from lienket.registers.standing import word_of


class EntryForm(Guarded):
    """One row; it has the fields of its register."""

    name = forms.CharField(strip=False, max_length=NAME_LIMIT)
    number = forms.CharField(required=False, strip=False, max_length=NUMBER_LIMIT)
    amount = forms.IntegerField(min_value=0)
    part = forms.IntegerField(min_value=0)
    expires_on = day_field("")

    def __init__(self, *given: Any, kind: Kind, names: Iterable[str] = (), **rest: Any) -> None:
        super().__init__(*given, **rest)
        self.names = list(names) if kind.names_member else []
        labels = {
            "name": kind.name,
            "number": kind.number,
            "amount": kind.amount,
            "part": kind.part,
            "expires_on": kind.expires,
        }
        for field, label in labels.items():
            if label is None:
                del self.fields[field]
            else:
                self.fields[field].label = str(label)
        if self.names:
            self.fields["name"].widget.attrs["list"] = "names"
            self.fields["name"].help_text = _(
                "As its business registration says. A member of this circle is recognised by it."
            )
        if kind.monthly:
            self.fields["number"].required = True
            self.fields["number"].widget = forms.TextInput(
                attrs={"type": "month", "placeholder": "2026-11"}
            )

    @property
    def facts(self) -> Facts:
        """What was filled in."""
        return Facts(**{key: self.cleaned_data[key] for key in COLUMNS if key in self.fields})


class RenewForm(Guarded):
    """Until when it is valid now, and under which number."""

    expires_on = day_field("")
    number = forms.CharField(
        label=_("New number"),
        required=False,
        strip=False,
        max_length=NUMBER_LIMIT,
        help_text=_("Empty if it stayed the same."),
    )

    def __init__(self, *given: Any, kind: Kind, **rest: Any) -> None:
        super().__init__(*given, **rest)
        self.fields["expires_on"].label = str(kind.expires)


class RetireForm(Guarded):
    """Why a row is taken out."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LIMIT,
        help_text=_("For example: contract ended, sold, replaced by another."),
    )


class FilterForm(forms.Form):
    """What one looks for in a register."""

    words = forms.CharField(label=_("Name or number"), required=False, max_length=100)
    standing = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *given: Any, kind: Kind, **rest: Any) -> None:
        super().__init__(*given, **rest)
        self.kind = kind
        choices = [("", str(_("All")))]
        if kind.expires:
            choices.append(("due", str(_("To be renewed"))))
        choices += [(one, word_of(one, kind)) for one in STANDINGS if self._occurs(one)]
        offer(self.fields["standing"], choices)

    def _occurs(self, standing: str) -> bool:
        if standing == "short":
            return self.kind.part is not None
        return standing == "valid" or self.kind.expires is not None

    def narrowed(self, found: QuerySet[Entry], today: date) -> QuerySet[Entry]:
        """The rows that fit; all of them if what was asked for makes no sense."""
        given = self.cleaned_data if self.is_valid() else {}
        if words := given.get("words"):
            found = queries.saying(found, words)
        wanted = given.get("standing")
        which = ("expired", "soon") if wanted == "due" else (wanted,)
        if wanted:
            fits = Q()
            for one in STANDINGS:
                if one in which:
                    fits |= queries.that_stand(one, self.kind, today)
            found = found.filter(fits)
        return found
