"""Calendar addresses that calendar programs fetch."""

from django.db import models


class Feed(models.Model):
    """A secret address of the calendar of one appointment, until it is revoked.

    purpose: to let a person's calendar program show what is due. Kept while the appointment lasts.
    """

    organization = models.ForeignKey("organizations.Organization", models.CASCADE, related_name="+")
    appointment = models.OneToOneField(
        "organizations.Appointment", models.CASCADE, related_name="+"
    )
    # SHA-256 of the token; the address itself is shown once.
    token_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()
