"""Files on their way into a register."""

from django.db import models
from django.db.models import Q

from lienket.registers.kinds import kinds


class Import(models.Model):
    """A file that an organization has handed in; nothing of it counts until it is applied."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=20, choices=[(key, kind.label) for key, kind in kinds.items()]
    )
    file_name = models.CharField(max_length=200)
    # Let go as soon as it was read: it may hold what no register keeps.
    file = models.ForeignKey(
        "documents.File",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    by = models.CharField(max_length=40)
    begun_at = models.DateTimeField()
    # The rows that the file claims to have, and the last one that was read, as numbered in it.
    rows = models.PositiveIntegerField(null=True, blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    # Name and parameters of the refusal that ended it.
    problem = models.CharField(max_length=40, blank=True)
    parameters = models.JSONField(default=dict, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    # What became of the rows; filled in when they are applied.
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    # Refused rows that were left out; they are kept, so that somebody can correct them.
    left_out = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at=None) | Q(finished_at__isnull=False, cancelled_at=None),
                name="only_what_was_read_is_applied",
            )
        ]

    @property
    def is_reading(self) -> bool:
        """Whether the file is still being read."""
        return not (self.finished_at or self.problem or self.cancelled_at)


class ImportRow(models.Model):
    """One row of such a file: what it would say in the register, or why it is refused."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="+", db_index=False
    )
    # `import` is a word of the language.
    of = models.ForeignKey(Import, models.CASCADE, related_name="lines", db_constraint=False)
    # As numbered in the file.
    row = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=60, blank=True)
    amount = models.PositiveIntegerField(null=True, blank=True)
    part = models.PositiveIntegerField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    # Name and parameters of the refusal; empty if the row can be used.
    problem = models.CharField(max_length=40, blank=True)
    parameters = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "row"], name="each_row_once")]
