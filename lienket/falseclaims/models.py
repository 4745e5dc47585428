"""False claims, how often they were met, and what is said against them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The four kinds, and no more: opinions and criticism are none."""

    IMPERSONATION = "impersonation", _("Impersonation of an office or company")
    PAYMENT_SCAM = "payment_scam", _("Payment scam")
    OUTAGE = "outage", _("Invented outage or stoppage")
    SAFETY = "safety", _("Invented danger")


class Channel(models.TextChoices):
    """By what kind of way it goes around; never which account or number."""

    PHONE_CALL = "phone_call", _("Phone calls")
    TEXT_MESSAGE = "text_message", _("Text messages")
    SOCIAL_NETWORK = "social_network", _("Social networks")
    CHAT_GROUP = "chat_group", _("Chat groups")
    EMAIL = "email", _("E-mail")
    LEAFLET = "leaflet", _("Leaflets and notices")
    IN_PERSON = "in_person", _("At the door, in person")


def _circle() -> models.ForeignKey:  # type: ignore[type-arg]  # the same column in each table
    return models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )


def _claim(name: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey("Claim", models.CASCADE, related_name=name, db_constraint=False)


class Claim(models.Model):
    """Something false that goes around, in neutral words, and who must verify what is true."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # "SL-2026-014".
    reference = models.CharField(max_length=30)
    # Who entered it.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    text = models.CharField(max_length=500)
    since = models.DateField()
    site = models.ForeignKey(
        "places.Site",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    # Commune, ward or whatever else says where; never an address of somebody.
    area = models.CharField(max_length=120, blank=True)
    # Another organization of the circle, which is asked until it has said what is true.
    verifier = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    ask = models.OneToOneField(
        "escalation.Ask", models.PROTECT, related_name="+", db_constraint=False
    )
    due_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "reference"], name="claim_references_are_unique"
            ),
            models.CheckConstraint(
                condition=~models.Q(organization=models.F("verifier")),
                name="nobody_verifies_its_own_claim",
            ),
        ]
        indexes = [models.Index(fields=["circle", "-at", "-id"], name="claims_of_a_circle")]

    def __str__(self) -> str:
        return self.reference


class Sighting(models.Model):
    """A member met it, so many times along one kind of way. The first comes with the claim."""

    circle = _circle()
    claim = _claim("sightings")
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    channel = models.CharField(max_length=14, choices=Channel.choices)
    count = models.PositiveIntegerField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()


class Correction(models.Model):
    """What is true and what people should do, as verified. The latest one holds."""

    circle = _circle()
    claim = _claim("corrections")
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    truth = models.CharField(max_length=1000)
    advice = models.CharField(max_length=1000)
    # The published number of an office, "1900 1234"; never that of a person.
    hotline = models.CharField(max_length=20)
    # Why it reads differently from the one before; empty in the first.
    reason = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()


class PublicWarning(models.Model):
    """What everybody reads: a copy of the correction, under a code that nobody can guess.

    It says neither what goes around nor where, how often, or who met it.
    """

    circle = _circle()
    claim = models.OneToOneField(Claim, models.CASCADE, related_name="warning", db_constraint=False)
    code = models.CharField(max_length=10, unique=True)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    truth = models.CharField(max_length=1000)
    advice = models.CharField(max_length=1000)
    hotline = models.CharField(max_length=20)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # Its name on the day of publication.
    publisher = models.CharField(max_length=200)
    published_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["-published_at"],
                condition=models.Q(withdrawn_at=None),
                name="warnings_newest_first",
            )
        ]


class Withdrawal(models.Model):
    """The claim was true, or cannot be verified, or the warning is needed no more; and why."""

    circle = _circle()
    claim = models.OneToOneField(
        Claim, models.CASCADE, related_name="withdrawal", db_constraint=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
