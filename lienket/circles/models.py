"""Circles and who belongs to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Circle(models.Model):
    """A sharing boundary: what is shared in it, all its members may read, and nobody else."""

    name = models.CharField(max_length=200)
    # A subset circle belongs to the circle whose members it is drawn from.
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    # SHA-256 over the sorted ids of a subset's members: one circle per set.
    member_key = models.BinaryField(max_length=32, null=True)
    chair = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    formed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    origin = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["parent", "member_key"], name="one_subset_per_set"),
            models.CheckConstraint(
                condition=models.Q(parent=None, member_key=None)
                | models.Q(parent__isnull=False, member_key__isnull=False),
                name="subset_has_its_key",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An organization's place in a circle for a time; expiry is checked whenever it is read."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        OBSERVER = "observer", _("Observer")

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="memberships")
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # An observer reads and is informed, but is not asked for answers.
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.MEMBER)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "organization"], name="one_place_in_a_circle")
        ]
        indexes = [models.Index(fields=["organization", "circle"])]


class Invitation(models.Model):
    """The chair asks an organization to join; its own approver answers once."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="invitations")
    organization = models.ForeignKey("organizations.Organization", models.CASCADE, related_name="+")
    role = models.CharField(
        max_length=8, choices=Membership.Role.choices, default=Membership.Role.MEMBER
    )
    # What the invited organization reads before it decides; it cannot see the circle itself.
    circle_name = models.CharField(max_length=200)
    invited_by = models.ForeignKey("organizations.Organization", models.CASCADE, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    membership_until = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "organization"],
                condition=models.Q(answered_at=None),
                name="one_open_invitation",
            )
        ]


class Series(models.Model):
    """The last number given with a prefix in a circle and year: "TK-2026-014" is the 14th."""

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="+", db_index=False)
    prefix = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "prefix", "year"], name="one_series_a_year")
        ]
