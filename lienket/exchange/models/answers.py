"""How organizations answer: each fact is a row with who and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.exchange.models.bulletins import Receipt


class Via(models.TextChoices):
    """How an answer reached us."""

    PAGE = "page", _("on the page")
    LINK = "link", _("by the link")
    API = "api", _("by a program")
    CALL = "call", _("by phone")
    OTHER = "other", _("in another way")


class Opening(models.Model):
    """Somebody of the organization opened its copy for the first time."""

    circle = models.ForeignKey(
        "circles.Circle",
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    receipt = models.OneToOneField(
        Receipt, models.CASCADE, related_name="opening", db_constraint=False
    )
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    via = models.CharField(max_length=5, choices=Via.choices)


class Acknowledgement(models.Model):
    """An organization received, accepted, answered or carried out what the bulletin asks."""

    class Fact(models.TextChoices):
        RECEIVED = "received", _("Received")
        ACCEPTED = "accepted", _("Accepted")
        ANSWERED = "answered", _("Answered")
        DONE = "done", _("Done")

    circle = models.ForeignKey(
        "circles.Circle",
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    receipt = models.ForeignKey(
        Receipt, models.CASCADE, related_name="acknowledgements", db_constraint=False
    )
    fact = models.CharField(max_length=8, choices=Fact.choices)
    by = models.CharField(max_length=40)
    # When it was recorded, and when it was said if that was on the phone before.
    at = models.DateTimeField()
    said_at = models.DateTimeField(null=True)
    via = models.CharField(max_length=5, choices=Via.choices)
    note = models.CharField(max_length=500, blank=True)
    # After the receipt's due time: stays visible as late.
    late = models.BooleanField()
    # An accepted duty without progress is asked again at this time, and then lapses.
    lapses_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "receipt", "fact"],
                condition=models.Q(lapsed_at=None),
                name="each_fact_once",
            )
        ]


class Reply(models.Model):
    """A line in the thread between one organization and the issuer, seen by the whole circle."""

    circle = models.ForeignKey(
        "circles.Circle",
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    receipt = models.ForeignKey(
        Receipt, models.CASCADE, related_name="replies", db_constraint=False
    )
    # Who writes: the receipt's organization, or the issuer.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    text = models.TextField()


class Call(models.Model):
    """Somebody phoned about a bulletin: who was reached, and in which words they answered."""

    circle = models.ForeignKey(
        "circles.Circle",
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    receipt = models.ForeignKey(Receipt, models.CASCADE, related_name="calls", db_constraint=False)
    # Who phoned.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    # When the call was, and when it was recorded.
    called_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    reached = models.BooleanField()
    # The post or office that answered, as the caller heard it.
    spoke_with = models.CharField(max_length=100, blank=True)
    words = models.CharField(max_length=500, blank=True)
