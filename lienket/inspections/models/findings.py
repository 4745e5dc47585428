"""What was found lacking, and how often somebody looked again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.inspections.models.assessments import Answer
from lienket.inspections.models.checklists import Area
from lienket.inspections.models.visits import Visit


class Finding(models.Model):
    """Something that is not in order (tồn tại). A task puts it right; a person closes it.

    That of a visit whose record was not sent yet is seen by the visitors alone.
    """

    class Severity(models.IntegerChoices):
        """The gravest first."""

        GRAVE = 1, _("Grave: to be put right at once")
        NOTABLE = 2, _("Notable")
        MINOR = 3, _("Minor")

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # "TT-2026-014"; empty until it is shared.
    reference = models.CharField(max_length=30, blank=True)
    # Who found it, and in whose house.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    site = models.ForeignKey(
        "places.Site", models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    # Where it comes from: one of the two.
    answer = models.OneToOneField(
        Answer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="finding",
        db_constraint=False,
    )
    visit = models.ForeignKey(
        Visit,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="findings",
        db_constraint=False,
    )
    area = models.CharField(max_length=12, choices=Area.choices)
    severity = models.PositiveSmallIntegerField(choices=Severity.choices)
    text = models.CharField(max_length=300)
    # Until when the record of a visit wants it put right.
    due_on = models.DateField(null=True, blank=True)
    found_at = models.DateTimeField(null=True, blank=True)
    # The task by which it is put right now; another one after a return.
    task = models.ForeignKey(
        "plans.Task", models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "reference"],
                condition=~models.Q(reference=""),
                name="finding_references_are_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(answer=None, visit__isnull=False)
                | models.Q(answer__isnull=False, visit=None),
                name="a_finding_comes_from_somewhere",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(task__isnull=False),
                name="a_closed_finding_had_a_task",
            ),
        ]
        indexes = [
            models.Index(
                fields=["circle", "severity"],
                condition=models.Q(closed_at=None),
                name="open_findings_of_a_circle",
            )
        ]

    def __str__(self) -> str:
        return self.reference or self.text

    @property
    def origin(self) -> str:
        """The number of the record or assessment that it comes from."""
        if self.visit:
            return self.visit.reference
        assert self.answer, "a finding comes from somewhere"
        return self.answer.assessment.reference


class Reinspection(models.Model):
    """Somebody looked whether a finding was put right (kiểm tra lại): it was, or is asked again."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    finding = models.ForeignKey(
        Finding, models.CASCADE, related_name="reinspections", db_constraint=False
    )
    # What had been reported as done.
    task = models.ForeignKey("plans.Task", models.PROTECT, related_name="+", db_constraint=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    passed = models.BooleanField()
    # What was seen, or why it is returned.
    words = models.CharField(max_length=500, blank=True)
    photo = models.ForeignKey(
        "documents.File",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
