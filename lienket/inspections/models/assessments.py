"""Self-assessments of sites: what is being filled in, and what was handed in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.inspections.models.checklists import Checklist, Question


class Verdict(models.TextChoices):
    MET = "met", _("Met")
    NOT_MET = "not_met", _("Not met")
    DOES_NOT_APPLY = "none", _("Does not apply")


class Draft(models.Model):
    """An assessment that an organization is filling in; nobody else sees anything of it."""

    organization = models.ForeignKey("organizations.Organization", models.CASCADE, related_name="+")
    site = models.ForeignKey("places.Site", models.CASCADE, related_name="+")
    # The list as it was when this was begun.
    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "site"], name="one_draft_assessment_of_a_site"
            )
        ]


class DraftAnswer(models.Model):
    """What was filled in for a question so far."""

    organization = models.ForeignKey("organizations.Organization", models.CASCADE, related_name="+")
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    # Empty: only a note was made.
    verdict = models.CharField(max_length=7, choices=Verdict.choices, blank=True)
    note = models.CharField(max_length=300, blank=True)
    photo = models.ForeignKey(
        "documents.File", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "question"], name="one_draft_answer_each")
        ]


class Assessment(models.Model):
    """How an organization judged the protection of its own site on a day. It never changes."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # "TDG-2026-014".
    reference = models.CharField(max_length=30)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    site = models.ForeignKey("places.Site", models.PROTECT, related_name="+", db_constraint=False)
    checklist = models.ForeignKey(
        Checklist, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    # When its people went round.
    on = models.DateField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "reference"], name="assessment_references_are_unique"
            )
        ]
        indexes = [models.Index(fields=["circle", "site", "-on"], name="assessments_of_a_site")]

    def __str__(self) -> str:
        return self.reference


class Answer(models.Model):
    """What an assessment says to one question."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="answers", db_constraint=False
    )
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    verdict = models.CharField(max_length=7, choices=Verdict.choices)
    note = models.CharField(max_length=300, blank=True)
    photo = models.ForeignKey(
        "documents.File",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "assessment", "question"], name="one_answer_to_a_question"
            )
        ]
