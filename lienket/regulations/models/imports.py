"""Texts on their way in from a file."""

from django.db import models
from django.db.models import Q

from lienket.regulations.models.regulations import Regulation


class Import(models.Model):
    """A file that is read to become the text of a draft; nothing of it counts until adopted."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    regulation = models.ForeignKey(
        Regulation, models.CASCADE, related_name="imports", db_constraint=False
    )
    file = models.ForeignKey(
        "documents.File", models.PROTECT, related_name="+", db_constraint=False
    )
    by = models.CharField(max_length=40)
    begun_at = models.DateTimeField()
    # How many pages the file has and how many are read; a Word file counts as one.
    pages = models.PositiveIntegerField(null=True)
    pages_read = models.PositiveIntegerField(default=0)
    # Printed lines of the pages read so far, while a PDF is read.
    printed = models.JSONField(default=list)
    # What was read, as `documents.reading.SourceLine`; complete once `finished_at` is set.
    lines = models.JSONField(default=list)
    # By number of line: level, number and text as a person corrected them.
    corrections = models.JSONField(default=dict)
    # Keys of the doubts that a person has looked at.
    seen = models.JSONField(default=list)
    finished_at = models.DateTimeField(null=True)
    # Name of the refusal that ended it.
    problem = models.CharField(max_length=40, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(adopted_at=None) | Q(finished_at__isnull=False, cancelled_at=None),
                name="only_a_whole_text_is_adopted",
            )
        ]

    @property
    def is_reading(self) -> bool:
        """Whether the file is still being read."""
        return not (self.finished_at or self.problem or self.cancelled_at)
