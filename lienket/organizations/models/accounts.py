"""How people and programs sign in: read before any circle is known."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from lienket.organizations.models.people import Appointment, Organization, Person


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by what a person types at sign-in."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """What a person signs in with: user name, phone number or e-mail, and the proofs of it.

    purpose: signing in. Kept while a person of some organization is linked to it.
    """

    username = models.CharField(_("user name"), max_length=60, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    # E.164, as "+84912345678".
    phone = models.CharField(_("phone number"), max_length=16, null=True, blank=True, unique=True)
    language = models.CharField(max_length=2, default="vi")
    is_active = models.BooleanField(default=True)
    # Looks after the installation: sees the states of messages, and no content.
    is_operator = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="one_account_per_email",
            )
        ]


class PersonInvitation(models.Model):
    """An invitation for a person to make (or link) an account, by e-mail link or QR code.

    The link is signed and names this row, so nothing secret is kept.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    person = models.OneToOneField(Person, models.CASCADE, related_name="invitation")
    # Where the link is sent to; empty when it is handed over as a QR code.
    email = models.EmailField(blank=True)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    # Why the e-mail could not be sent, if it could not: the number of the channel's reason.
    problem = models.PositiveSmallIntegerField(null=True)


class ApiToken(models.Model):
    """A program acts for one person under one appointment, within scopes, until it expires."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="+")
    label = models.CharField(max_length=80)
    # SHA-256 of the token; the token itself is shown once and not kept.
    token_hash = models.BinaryField(max_length=32, unique=True)
    # Rights of the appointment that the token may use, and "record.read" if it may read.
    scopes = ArrayField(models.CharField(max_length=30), default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
