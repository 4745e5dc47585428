"""Councils and who sits in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Council(models.Model):
    """A council, steering committee or support team: offices that people of members hold."""

    class Kind(models.TextChoices):
        COUNCIL = "council", _("Council")
        STEERING_COMMITTEE = "steering", _("Steering committee")
        SUPPORT_TEAM = "support_team", _("Support team")

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    # Whose seal it uses.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=200)
    # In the notation of its documents, which it numbers by itself: "HĐANTT".
    short_name = models.CharField(max_length=30)
    # The decision that set it up, and its working rules.
    decision = models.CharField(max_length=200, blank=True)
    rules = models.ForeignKey(
        "regulations.Regulation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    set_up_at = models.DateTimeField()
    dissolved_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """A place in a council: chair, deputy, standing member, member, secretary."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair of the council")
        DEPUTY = "deputy", _("Deputy chair")
        STANDING = "standing", _("Standing member")
        SECRETARY = "secretary", _("Secretary")
        MEMBER = "member", _("Member")

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    council = models.ForeignKey(
        Council, models.CASCADE, related_name="offices", db_constraint=False
    )
    role = models.CharField(max_length=10, choices=Role.choices)
    # Which member of the circle fills it.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
