"""Bulletins and the copies that organizations hold of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.delivery.models import Urgency


class Bulletin(models.Model):
    """What one organization tells or asks the others of a circle. Its text never changes."""

    class Kind(models.TextChoices):
        URGENT_NOTICE = "urgent_notice", _("Urgent notice")
        NOTICE = "notice", _("Notice")
        INFORMATION_REQUEST = "information_request", _("Request for information")
        VERIFICATION_REQUEST = "verification_request", _("Request for verification")
        CRIME_METHOD = "crime_method_bulletin", _("Crime-method bulletin")
        DIRECTION = "direction", _("Direction")
        REPORT = "report", _("Report")

    class RequiredAction(models.TextChoices):
        """What settles a receipt. Each includes the ones before it."""

        KNOW = "know", _("Read it")
        ACKNOWLEDGE = "acknowledge", _("Confirm receipt")
        ANSWER = "answer", _("Answer")
        DO = "do", _("Carry it out")

    class Classification(models.TextChoices):
        PUBLIC = "public", _("Public")
        INTERNAL = "internal", _("Internal")
        RESTRICTED = "restricted", _("Restricted")

    circle = models.ForeignKey(
        "circles.Circle",
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    # The issuer, and the appointment under which it was issued.
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="+", db_index=False
    )
    appointment = models.ForeignKey(
        "organizations.Appointment", models.PROTECT, related_name="+", db_index=False
    )
    envelope = models.OneToOneField(
        "delivery.Envelope", models.PROTECT, related_name="+", db_constraint=False
    )
    kind = models.CharField(max_length=24, choices=Kind.choices)
    # Short enough to say on the phone; unique in its circle.
    number = models.CharField(max_length=30)
    urgency = models.CharField(max_length=12, choices=Urgency.choices)
    classification = models.CharField(
        max_length=10, choices=Classification.choices, default=Classification.INTERNAL
    )
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    required_action = models.CharField(max_length=12, choices=RequiredAction.choices)
    exercise = models.BooleanField(default=False)
    issued_at = models.DateTimeField()
    # When it was told by phone, if it was entered after the call.
    told_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField()
    # So many organizations must have answered by then.
    quorum = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum_due_at = models.DateTimeField(null=True, blank=True)
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        db_constraint=False,
    )
    # The sender's key, and what it stood for: repeating the request gives the same bulletin.
    idempotency_key = models.CharField(max_length=100, null=True)  # noqa: DJ001  several without a key are not equal
    request_hash = models.BinaryField(max_length=32, null=True)
    # Name of the installation it came from; empty for our own.
    origin = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "number"], name="numbers_are_unique"),
            models.UniqueConstraint(
                fields=["circle", "organization", "idempotency_key"],
                name="issued_once_per_key",
            ),
            models.CheckConstraint(
                condition=models.Q(quorum=None, quorum_due_at=None)
                | models.Q(quorum__gte=1, quorum_due_at__isnull=False),
                name="a_quorum_has_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["circle", "-issued_at", "-id"], name="bulletins_of_a_circle"),
        ]

    def __str__(self) -> str:
        return self.number


class Receipt(models.Model):
    """One organization's copy of a bulletin. It asks for an answer until it has one."""

    circle = models.ForeignKey(
        "circles.Circle",
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    bulletin = models.ForeignKey(
        Bulletin,
        models.CASCADE,
        related_name="receipts",
        db_constraint=False,
        db_index=False,
    )
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="+", db_index=False
    )
    # Who must still answer, and by when; empty for observers, who are only informed.
    ask = models.OneToOneField(
        "escalation.Ask",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "bulletin", "organization"], name="one_copy_each"
            )
        ]


class Withdrawal(models.Model):
    """A bulletin no longer holds. Whoever had it is told, and nobody is asked any more."""

    circle = models.ForeignKey(
        "circles.Circle",
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    bulletin = models.OneToOneField(
        Bulletin, models.CASCADE, related_name="withdrawal", db_constraint=False
    )
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    reason = models.CharField(max_length=500)


class Attachment(models.Model):
    """A file that belongs to a bulletin, or to a reply to it."""

    circle = models.ForeignKey(
        "circles.Circle",
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    bulletin = models.ForeignKey(
        Bulletin, models.CASCADE, related_name="attachments", db_constraint=False
    )
    reply = models.ForeignKey(
        "exchange.Reply",
        models.CASCADE,
        null=True,
        related_name="attachments",
        db_constraint=False,
    )
    file = models.ForeignKey(
        "documents.File", models.PROTECT, related_name="+", db_constraint=False
    )
