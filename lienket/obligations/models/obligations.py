"""What the clauses of a regulation oblige its parties to do."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.delivery.models import Urgency


class Obligation(models.Model):
    """What a clause obliges some parties to do for others, how often and with what proof."""

    class Proof(models.TextChoices):
        """What a fulfilment must bring along."""

        WORDS = "words", _("A statement in words")
        FILE = "file", _("A document or minutes (file)")
        PHOTO = "photo", _("Photos")
        # Who signs in `incidents` that nothing happened in the period has given it.
        ZERO = "zero", _("What happened, or the signed statement that nothing did")
        NONE = "none", _("Nothing besides the confirmation")

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    regulation = models.ForeignKey(
        "regulations.Regulation", models.PROTECT, related_name="+", db_constraint=False
    )
    # As the register of the regulation calls it: "N06".
    code = models.CharField(max_length=12)
    # The clause it follows from, as in `regulations.text.tree`: "d4.k2.a".
    clause_key = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    # Which council or team acts for the party, in words: "Tổ giúp việc".
    office = models.CharField(max_length=120, blank=True)
    # Whoever holds this office owes it, in place of the responsible parties.
    council_office = models.ForeignKey(
        "councils.Office", models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    # A `rules.Cadence`.
    cadence = models.JSONField()
    proof = models.CharField(max_length=5, choices=Proof.choices, default=Proof.WORDS)
    # What the proof is called: "biên bản tuần tra chung".
    proof_name = models.CharField(max_length=120, blank=True)
    # Code of the indicator it is counted in: "C3".
    indicator = models.CharField(max_length=12, blank=True)
    urgency = models.CharField(max_length=12, choices=Urgency.choices, default=Urgency.NORMAL)
    # Minutes before it is due when its party is reminded, and after it is due until it is late.
    remind_before = models.PositiveIntegerField(default=24 * 60)
    grace = models.PositiveIntegerField(default=0)
    defined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # Why it is not owed any more, before the regulation itself ends.
    ended_because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "regulation", "code"], name="a_code_for_each_obligation"
            )
        ]

    def __str__(self) -> str:
        return self.code


class ObligationParty(models.Model):
    """A party's part in an obligation."""

    class Role(models.TextChoices):
        RESPONSIBLE = "responsible", _("Responsible")
        # Does it together with each of the responsible ones.
        JOINTLY = "jointly", _("Jointly responsible")
        COUNTERPART = "counterpart", _("Counterpart")

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    obligation = models.ForeignKey(
        Obligation, models.CASCADE, related_name="parties", db_constraint=False
    )
    party = models.ForeignKey(
        "regulations.Party", models.PROTECT, related_name="+", db_constraint=False
    )
    role = models.CharField(max_length=11, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "obligation", "party", "role"], name="each_part_once"
            )
        ]

    def __str__(self) -> str:
        # What a party has a part in, as regulations say when it is to be left out.
        return str(self.obligation)


class Tightening(models.Model):
    """For some days an obligation is owed more often than its clause says, and why."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    obligation = models.ForeignKey(
        Obligation, models.CASCADE, related_name="tightenings", db_constraint=False
    )
    # Both included.
    first_day = models.DateField()
    last_day = models.DateField()
    # A `rules.Cadence` that is tighter than the usual one.
    cadence = models.JSONField()
    # As parties read it: "CD-2026-001 Đợt cao điểm trước Tết".
    because = models.CharField(max_length=400)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    # It was given up before its first day.
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")),
                name="a_tightening_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.because
