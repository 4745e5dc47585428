"""A dossier: what is proposed, for whom, and which rows of the record show the merit."""

from datetime import datetime

from django.db import models
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from lienket.commendations.rules import Standing, standing


class Kind(models.TextChoices):
    """Forms of commendation, the highest first."""

    MERIT = "merit", _("Certificate of merit")
    MEDAL = "medal", _("Commemorative medal")
    LETTER = "letter", _("Commendation letter")
    PRAISE = "praise", _("Letter of praise")


class Level(models.TextChoices):
    """Whose head signs the decision."""

    MINISTRY = "ministry", _("Ministry")
    PROVINCE = "province", _("People's Committee of the province")
    PROVINCIAL_POLICE = "police", _("Provincial police")
    ZONE = "zone", _("Management board of the zone")
    COMMUNE = "commune", _("Commune, ward")
    ENTERPRISE = "enterprise", _("Enterprise, corporation")


#: The law on emulation and commendation leaves certificates of merit to these.
MERIT_LEVELS = (Level.MINISTRY, Level.PROVINCE)


def circle_column() -> models.ForeignKey:  # type: ignore[type-arg]  # the same column in each table
    """Which circle a child belongs to: that of its dossier."""
    return models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )


def _record(model: str) -> models.ForeignKey:  # type: ignore[type-arg]  # each kind of row
    return models.ForeignKey(
        model, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )


class Dossier(models.Model):
    """A proposal to commend some for one occasion, and how far it has come."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # Who proposes.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # "HSKT-2026-003".
    reference = models.CharField(max_length=30)
    # Who considers it: another member, which is asked once it is proposed.
    considerer = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    level = models.CharField(max_length=10, choices=Level.choices)
    # For one feat at once (đột xuất), or with the regular review.
    ad_hoc = models.BooleanField(default=False)
    title = models.CharField(max_length=300)
    # "Tổng kết năm 2026", "Cao điểm Tết".
    occasion = models.CharField(max_length=200, blank=True)
    # What was achieved.
    merits = models.TextField()
    drafted_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    # Until then only the proposing organization sees it.
    proposed_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    ask = models.OneToOneField(
        "escalation.Ask",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    # What holds of the considerations: emptied when it is proposed again.
    agreed_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    presented_at = models.DateTimeField(null=True, blank=True)
    # Its two papers, once they are issued; those of a returned dossier hold no more.
    submission = _record("documents.Document")
    report = _record("documents.Document")
    # When the names of its recipients are erased.
    forget_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "reference"], name="dossier_references_are_unique"
            ),
            models.CheckConstraint(
                condition=~models.Q(organization=models.F("considerer")),
                name="nobody_considers_its_own_dossier",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=Kind.MERIT) | models.Q(level__in=MERIT_LEVELS),
                name="merit_is_certified_by_ministry_or_province",
            ),
        ]
        indexes = [
            models.Index(fields=["circle", "-drafted_at", "-id"], name="dossiers_of_a_circle"),
            models.Index(
                fields=["forget_at"],
                condition=models.Q(forget_at__isnull=False),
                name="dossiers_to_forget",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def standing(self, now: datetime) -> Standing:
        """How it stands at `now`."""
        return standing(
            proposed_at=self.proposed_at,
            due_at=self.due_at,
            returned_at=self.returned_at,
            agreed_at=self.agreed_at,
            decided_at=self.decided_at,
            presented_at=self.presented_at,
            now=now,
        )


class Recipient(models.Model):
    """Who is to be commended: a collective, or whoever holds an office; the name is optional."""

    circle = circle_column()
    dossier = models.ForeignKey(
        Dossier, models.CASCADE, related_name="recipients", db_constraint=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    individual = models.BooleanField()
    # The office of an individual; the team of a collective, empty for the whole organization.
    office = models.CharField(max_length=200, blank=True)
    # Personal: seen inside the circle only, in no search, and erased with `forgotten_at`.
    person = models.CharField(max_length=100, blank=True)
    # In đồng.
    prize = models.PositiveBigIntegerField(default=0)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # Two holders of one office are told apart by their names, as long as those are kept.
            models.UniqueConstraint(
                "circle",
                "dossier",
                "organization",
                "individual",
                Lower("office"),
                Lower("person"),
                condition=models.Q(forgotten_at=None),
                name="each_recipient_once",
            ),
            models.CheckConstraint(
                condition=models.Q(individual=False, person="")
                | models.Q(individual=True) & ~models.Q(office=""),
                name="an_individual_holds_an_office",
            ),
        ]


class Evidence(models.Model):
    """A row of the record that shows the merit: exactly one of the four kinds."""

    circle = circle_column()
    dossier = models.ForeignKey(
        Dossier, models.CASCADE, related_name="evidence", db_constraint=False
    )
    incident = _record("incidents.Incident")
    bulletin = _record("exchange.Bulletin")
    task = _record("plans.Task")
    occurrence = _record("obligations.Occurrence")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "dossier", "incident", "bulletin", "task", "occurrence"],
                nulls_distinct=False,
                name="each_row_cited_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    Exact(
                        models.Func(
                            "incident",
                            "bulletin",
                            "task",
                            "occurrence",
                            function="num_nonnulls",
                            output_field=models.IntegerField(),
                        ),
                        1,
                    )
                ),
                name="evidence_is_one_row",
            ),
        ]
