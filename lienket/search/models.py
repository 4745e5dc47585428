"""What can be found. The columns of words and their indexes are made in the migration."""

from django.db import models


class Entry(models.Model):
    """One thing that can be found. Written by triggers of the tables alone, never by code."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # The table it stands in, and its id there.
    source = models.CharField(max_length=63)
    object_id = models.BigIntegerField()
    title = models.TextField()
    text = models.TextField(blank=True)
    # When it was issued, or is to happen: what the page shows beside it.
    at = models.DateTimeField()
    exercise = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "source", "object_id"], name="one_entry_for_each_thing"
            )
        ]
        indexes = [models.Index(fields=["circle", "-at"], name="entries_newest_first")]


class Word(models.Model):
    """A word that some title of a circle has had, plain. Written by a trigger."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    word = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "word"], name="a_word_is_known_once")
        ]
