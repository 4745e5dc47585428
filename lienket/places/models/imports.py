"""Files on their way onto the map."""

from django.db import models


class Import(models.Model):
    """What an organization has read from a file and not put on the map yet; the last one only."""

    organization = models.ForeignKey("organizations.Organization", models.CASCADE, related_name="+")
    circle = models.ForeignKey("circles.Circle", models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    # As `importing.Row` writes them.
    rows = models.JSONField()
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "circle"], name="one_import_at_a_time")
        ]
