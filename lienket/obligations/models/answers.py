"""What is said about an occurrence: fulfilled, confirmed, returned, excused. Never changed."""

from django.db import models


class Fulfilment(models.Model):
    """The proof that it was done, or that there is nothing to report: both are statements."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    occurrence = models.ForeignKey(
        "obligations.Occurrence",
        models.CASCADE,
        related_name="fulfilments",
        db_constraint=False,
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    nothing_to_report = models.BooleanField(default=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()


class Evidence(models.Model):
    """A file that a fulfilment brings along."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    fulfilment = models.ForeignKey(
        Fulfilment, models.CASCADE, related_name="evidence", db_constraint=False
    )
    file = models.ForeignKey(
        "documents.File", models.PROTECT, related_name="+", db_constraint=False
    )


class Confirmation(models.Model):
    """The counterpart accepts a fulfilment."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    fulfilment = models.OneToOneField(
        Fulfilment, models.CASCADE, related_name="confirmation", db_constraint=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()


class Return(models.Model):
    """The counterpart sends a fulfilment back: it is owed again until `due_at`."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    fulfilment = models.OneToOneField(
        Fulfilment, models.CASCADE, related_name="return_of", db_constraint=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # Who was asked for it before: the letters about that still lead to the duty.
    earlier_ask = models.ForeignKey(
        "escalation.Ask", models.PROTECT, related_name="+", db_constraint=False
    )
    reason = models.CharField(max_length=500)
    due_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()


class Excuse(models.Model):
    """The counterpart does not insist on an occurrence, and says why."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    occurrence = models.OneToOneField(
        "obligations.Occurrence", models.CASCADE, related_name="excuse", db_constraint=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
