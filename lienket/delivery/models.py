"""Envelopes, messages and attempts. They hold neither an address nor a body."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Urgency(models.TextChoices):
    """The four degrees of Decree 30/2020, as offices stamp them."""

    NORMAL = "normal", _("Ordinary")
    URGENT = "urgent", _("Urgent")
    VERY_URGENT = "very_urgent", _("Very urgent")
    IMMEDIATE = "immediate", _("Immediate")


class Envelope(models.Model):
    """What the outside of each message about one thing says. Third parties may see it."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # The sender.
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="+", db_index=False
    )
    # What it is about, e.g. "urgent_notice", and how it is called, e.g. "TK-2026-014".
    kind = models.CharField(max_length=30)
    reference = models.CharField(max_length=30)
    urgency = models.CharField(max_length=12, choices=Urgency.choices)
    exercise = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)


class Message(models.Model):
    """One envelope on its way to one organization along one contact path."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("No longer needed")
        # It was being sent when it became needless: sent if that went well, else not tried again.
        RECALLED = "recalled", _("No longer needed, perhaps sent")

    class Purpose(models.TextChoices):
        FIRST = "first", _("First notice")
        REMINDER = "reminder", _("Reminder")
        ESCALATION = "escalation", _("Escalation")
        CORRECTION = "correction", _("Correction")
        WITHDRAWAL = "withdrawal", _("Withdrawal")
        REPLY = "reply", _("Reply")

    circle = models.ForeignKey(
        "circles.Circle",
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    envelope = models.ForeignKey(
        Envelope,
        models.CASCADE,
        related_name="messages",
        db_constraint=False,
        db_index=False,
    )
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="+", db_index=False
    )
    # In an escalation: the organization that is silent.
    about = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    path = models.ForeignKey("organizations.ContactPath", models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    # Number of the reason for the last failure: see `channels.base.Reason`.
    reason = models.PositiveSmallIntegerField(null=True)
    # Lower goes first.
    priority = models.PositiveSmallIntegerField()
    queued_at = models.DateTimeField()
    # When to send, or to try again: while it is being sent, when to give that attempt up for lost.
    send_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    # The same for every attempt, so that whoever receives it twice can tell.
    key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        indexes = [
            models.Index(
                fields=["channel", "priority", "send_at"],
                condition=models.Q(state__in=["queued", "sending"]),
                name="messages_to_send",
            ),
            models.Index(
                fields=["path"],
                condition=models.Q(state="sending"),
                name="messages_on_their_way",
            ),
            models.Index(fields=["envelope", "organization"], name="messages_of_an_envelope"),
        ]


class Attempt(models.Model):
    """One try to send a message, and how it went."""

    circle = models.ForeignKey(
        "circles.Circle",
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    message = models.ForeignKey(
        Message,
        models.CASCADE,
        related_name="tries",
        db_constraint=False,
        db_index=False,
    )
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    # Empty when it was sent.
    reason = models.PositiveSmallIntegerField(null=True)
    permanent = models.BooleanField(default=False)
    # What the provider calls it.
    external_id = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "message", "number"], name="attempts_are_numbered"
            )
        ]


class Budget(models.Model):
    """How long a contact path's allowance of messages is used up; it spreads a storm over time."""

    path = models.OneToOneField(
        "organizations.ContactPath", models.CASCADE, primary_key=True, related_name="+"
    )
    organization = models.ForeignKey(
        "organizations.Organization", models.CASCADE, related_name="+", db_index=False
    )
    busy_until = models.DateTimeField()
