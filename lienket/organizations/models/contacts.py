"""How an organization's people and posts are reached, and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.organizations.models.people import Organization, Person, Post


class ContactPath(models.Model):
    """One way to reach a person or a post. Partners see its kind and state, not its address."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail")
        WEBPUSH = "webpush", _("Browser notification")
        WEBHOOK = "webhook", _("Webhook")
        PHONE = "phone", _("Phone call")

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="contact_paths"
    )
    post = models.ForeignKey(
        Post, models.CASCADE, null=True, blank=True, related_name="contact_paths"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # Tried in this order when one path is enough, or when an earlier one fails for good.
    position = models.PositiveSmallIntegerField(default=1)
    added_at = models.DateTimeField()
    # Unverified paths are never used.
    verified_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    # Local time between which ordinary notices wait; urgent ones never do.
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_to = models.TimeField(null=True, blank=True)
    # A number that the organization publishes to its circles, e.g. that of its duty desk.
    published_number = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(post=None),
                name="path_of_a_person_or_a_post",
            ),
            models.CheckConstraint(
                condition=models.Q(quiet_from=None, quiet_to=None)
                | models.Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="quiet_hours_have_both_ends",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization"],
                condition=models.Q(removed_at=None),
                name="live_contact_paths",
            )
        ]


class ContactAddress(models.Model):
    """Where a path leads: read only when sending to it, and by its own organization.

    purpose: reaching the person or post. Erased when the path is removed.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    path = models.OneToOneField(ContactPath, models.CASCADE, related_name="address")
    # In the form its channel keeps: an e-mail address, E.164, or JSON for push and webhook.
    address = models.TextField()


class PathVerification(models.Model):
    """A link was sent along a path; opening it and pressing its button proves that the path works.

    The link is signed and names the path and `sent_at`: sending it again ends the earlier one.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    path = models.OneToOneField(ContactPath, models.CASCADE, related_name="verification")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # Why it could not be sent, if it could not: the number of the channel's reason.
    problem = models.PositiveSmallIntegerField(null=True)


class DutyShift(models.Model):
    """Who is on duty from when to when. The roster stays inside the organization.

    purpose: reaching whoever is on duty now. Kept 90 days after the shift.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "ends_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="shift_ends_after_it_starts",
            )
        ]
