"""Units split, merge, are renamed, dissolved and hand over functions; history keeps old names."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.organizations.models.people import Organization


class FormerName(models.Model):
    """What an organization was called before it was renamed, from one day until another."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40)
    # Empty: as far back as anybody knows.
    since = models.DateField(null=True)
    # The first day of the next name.
    until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "until"], name="one_name_at_a_time")
        ]


class Succession(models.Model):
    """One unit takes the place of another, in whole or for a function; or it ends without an heir.

    It is proposed, confirmed by both sides and then carried out on its day. Who confirmed stands
    in the journal.
    """

    class Kind(models.TextChoices):
        RENAME = "rename", _("Renamed")
        MERGE = "merge", _("Merged into another unit")
        SPLIT = "split", _("Split up")
        DISSOLVE = "dissolve", _("Dissolved")
        FUNCTION = "function", _("Hands over a function")

    predecessor = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    # Empty when renamed or dissolved, and until the day when the successor does not exist yet.
    successor = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    # The predecessor's superior: it speaks for a unit that has nobody left.
    superior = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # The new name of a renamed unit, or the name of a successor that does not exist yet.
    new_name = models.CharField(max_length=200, blank=True)
    # Of the heirs of a split unit, the one that takes over what is open; others get what is chosen.
    main_heir = models.BooleanField(default=False)
    # Which function is handed over, or which share of the work goes to this heir.
    functions = models.CharField(max_length=300, blank=True)
    # The legal basis: "Nghị quyết 202/2025/QH15".
    decision = models.CharField(max_length=200)
    effective_on = models.DateField()
    # Whether the predecessor's people hold the same offices in the successor.
    moves_people = models.BooleanField(default=False)
    # Keys of what is handed over, where a part is: see `successions.Touched`.
    selected = ArrayField(models.CharField(max_length=60), default=list)
    proposed_at = models.DateTimeField()
    # Empty when an operator imported it.
    proposed_by = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    predecessor_confirmed_at = models.DateTimeField(null=True)
    successor_confirmed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(successor=None) | ~models.Q(successor=models.F("predecessor")),
                name="not_its_own_successor",
            ),
            models.CheckConstraint(
                condition=models.Q(applied_at=None) | models.Q(cancelled_at=None),
                name="what_was_applied_is_not_cancelled",
            ),
            # Only one takes over a unit as a whole.
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=models.Q(cancelled_at=None)
                & (models.Q(kind__in=["merge", "dissolve"]) | models.Q(main_heir=True)),
                name="ends_once",
            ),
            models.UniqueConstraint(
                fields=["predecessor", "functions"],
                condition=models.Q(cancelled_at=None, kind="function"),
                name="a_function_is_handed_over_once",
            ),
        ]

    @property
    def is_full(self) -> bool:
        """Whether the successor reads as its predecessor from then on."""
        return self.kind == self.Kind.MERGE or self.main_heir

    @property
    def ends_predecessor(self) -> bool:
        """Whether nothing is left of the predecessor afterwards."""
        return self.is_full or self.kind == self.Kind.DISSOLVE

    @property
    def has_successor(self) -> bool:
        """Whether another unit takes over: it has to confirm, too."""
        return self.kind not in {self.Kind.RENAME, self.Kind.DISSOLVE}

    @property
    def is_confirmed(self) -> bool:
        """Whether everybody who must has confirmed."""
        return bool(
            self.predecessor_confirmed_at
            and (self.successor_confirmed_at or not self.has_successor)
        )

    @property
    def is_open(self) -> bool:
        """Whether it may still be confirmed or cancelled."""
        return not (self.applied_at or self.cancelled_at)
