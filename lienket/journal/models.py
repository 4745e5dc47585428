"""The journal's one table. It is partitioned by month, and nothing points at it."""

from django.db import models


class Event(models.Model):
    """Something that happened in a circle, or inside one organization. Never changed afterwards."""

    at = models.DateTimeField()
    # Name of the event class: the vocabulary is in each module's `events.py`.
    type = models.TextField()
    circle_id = models.BigIntegerField(null=True)
    organization_id = models.BigIntegerField(null=True)
    # Id of an actor, e.g. "appointment:17": not a key and without a name.
    by = models.TextField()
    cause = models.UUIDField()
    facts = models.JSONField()
    # The transaction that wrote the event, and the oldest one still running at that moment:
    # every event of a transaction below `floor` was committed before this one. Live pages
    # resume from it, because ids are given out before the commit and do not follow its order.
    xid = models.TextField()
    floor = models.TextField()

    class Meta:
        # Made by hand in the migration: Django has no partitioned tables.
        managed = False
        db_table = "journal_event"
