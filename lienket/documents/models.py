"""Files as circles know them, and the contents behind them."""

from django.db import models
from django.db.models.functions import Now


class Blob(models.Model):
    """Contents on disk, kept once however many circles hold a file of them.

    Never read or written directly: nobody may learn from it that a file exists elsewhere.
    """

    sha256 = models.BinaryField(max_length=32, primary_key=True)
    size = models.BigIntegerField()
    stored_at = models.DateTimeField(db_default=Now())


class File(models.Model):
    """A file that an organization put into a circle."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+", db_column="sha256")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["blob"])]
