"""Figures that the record cannot tell: a party enters them for a period."""

from django.db import models


class EnteredFigure(models.Model):
    """What a party says an indicator came to in a period, and what shows it.

    Entering it again for the same period takes the place of what was said before, which stays.
    """

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # A code of the catalogue, such as "C1".
    code = models.CharField(max_length=4)
    starts_on = models.DateField()
    ends_on = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=2)
    second = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    note = models.CharField(max_length=300, blank=True)
    file = models.ForeignKey(
        "documents.File", models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "code", "organization", "starts_on", "ends_on"],
                condition=models.Q(replaced_at=None),
                name="one_figure_of_a_party_and_period",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")),
                name="an_entered_period_ends_after_it_begins",
            ),
        ]
