"""What leaves a circle on purpose: frozen summaries, and anonymised models."""

from django.db import models

from lienket.regulations.models.regulations import Regulation


class Summary(models.Model):
    """What a lower regulation tells the upper circle about a period: frozen counts, no more."""

    # The circle of the upper regulation.
    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    regulation = models.ForeignKey(
        Regulation, models.PROTECT, related_name="summaries", db_constraint=False
    )
    # The lower regulation as it is called; its row may be out of sight here.
    child = models.CharField(max_length=400)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # Both days belong to the period.
    period_from = models.DateField()
    period_to = models.DateField()
    # By indicator: {"due": 40, "fulfilled": 37}.
    counts = models.JSONField()
    # Of what is above, as `rules.fingerprint` writes it.
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "regulation", "organization", "child", "period_to"],
                name="one_summary_for_a_period",
            ),
            models.CheckConstraint(
                condition=models.Q(period_to__gte=models.F("period_from")),
                name="a_period_ends_after_it_begins",
            ),
        ]


class Model(models.Model):
    """A regulation that works, without any name in it, for everybody to start from.

    It belongs to no circle and says nothing of where it came from.
    """

    title = models.CharField(max_length=300)
    # "Nhà máy điện", "Khu công nghiệp".
    site_kind = models.CharField(max_length=100)
    # What it has brought, in the publisher's words.
    statement = models.CharField(max_length=1000)
    # Nested nodes: {"level", "number", "heading", "text", "children"}.
    tree = models.JSONField()
    # What goes along, by kind: see `regulations.companions`.
    companions = models.JSONField(default=dict)
    parties = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
