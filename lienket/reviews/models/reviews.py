"""A review: its figures as they were computed, what people wrote about them, who approved it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.reviews.rules import Days


class Review(models.Model):
    """A report on a period: drafted by one party, approved by those concerned, then frozen."""

    class Kind(models.TextChoices):
        MONTH = "month", _("Monthly review")
        QUARTER = "quarter", _("Quarterly review")
        HALF = "half", _("Six-month review")
        YEAR = "year", _("Yearly review")
        MIDTERM = "midterm", _("Mid-term review")
        FINAL = "final", _("Final review of the term")

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # Who drafts it and puts it to the others.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=30)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField()
    # From this day on the running total counts.
    total_since = models.DateField()
    drafted_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    # The version of the catalogue, and when the figures were computed from the record.
    definitions = models.PositiveSmallIntegerField()
    computed_at = models.DateTimeField()
    # Days on which units succeeded one another: what lies before cannot be compared.
    breaks = ArrayField(models.DateField(), default=list)
    # Put to the parties; empty while it is drafted or revised. A round for each time.
    shared_at = models.DateTimeField(null=True)
    round = models.PositiveSmallIntegerField(default=1)
    frozen_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    # A frozen review is never changed: a later one takes its place and says what is different.
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", db_constraint=False
    )
    differs = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, related_name="+", db_constraint=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "reference"], name="review_references_are_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")),
                name="a_review_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["circle", "-ends_on", "-id"], name="reviews_of_a_circle")]

    def __str__(self) -> str:
        return self.title

    @property
    def days(self) -> Days:
        """The period it reports on."""
        return Days(self.starts_on, self.ends_on)


class Line(models.Model):
    """One figure of a review, with the definition it was computed by."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    review = models.ForeignKey(
        Review, models.CASCADE, related_name="lines", db_constraint=False, db_index=False
    )
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=4)
    # The words as they stood, in Vietnamese: a document of the record keeps them.
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    second_unit = models.CharField(max_length=60, blank=True)
    sentence = models.CharField(max_length=300, blank=True)
    direction = models.CharField(max_length=7)
    aggregation = models.CharField(max_length=6)
    value = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    second = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    before = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    before_second = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    total = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    total_second = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    # How many rows stood behind the value.
    rows = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "review", "code"], name="each_indicator_once_in_a_review"
            )
        ]


class Paragraph(models.Model):
    """Words of a review in one of its sections I to V; drafted from figures, edited by people."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    review = models.ForeignKey(
        Review, models.CASCADE, related_name="paragraphs", db_constraint=False
    )
    section = models.CharField(max_length=3)
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    # The indicators that its first words were drafted from; empty for what people wrote.
    codes = ArrayField(models.CharField(max_length=4), default=list)
    edited_at = models.DateTimeField(null=True)


class Comment(models.Model):
    """What a party says about a paragraph, and what the drafting party answers."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    paragraph = models.ForeignKey(
        Paragraph, models.CASCADE, related_name="comments", db_constraint=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=1000)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)


class Approval(models.Model):
    """A party is asked to approve a review as it stands in one round."""

    class Verdict(models.TextChoices):
        APPROVES = "approves", _("Approves")
        OBJECTS = "objects", _("Objects")

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    review = models.ForeignKey(
        Review, models.CASCADE, related_name="approvals", db_constraint=False, db_index=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    ask = models.OneToOneField(
        "escalation.Ask", models.PROTECT, related_name="+", db_constraint=False
    )
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    given_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "review", "organization", "round"], name="one_approval_each"
            )
        ]
