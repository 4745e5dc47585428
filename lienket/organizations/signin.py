"""How django-allauth finds and changes accounts. Nobody signs up uninvited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.fields import PhoneField
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from lienket.organizations import kinds
from lienket.organizations.models import Account


class LocalPhoneField(PhoneField):  # type: ignore[misc]  # allauth has no types
    """A phone number as people write it, 0912 345 678, understood as E.164."""

    def to_python(self, value: Any) -> str:
        typed: str = super().to_python(value)
        try:
            return kinds.phone_number(typed) if typed else typed
        except kinds.NotAPhoneNumber as refusal:
            raise ValidationError(refusal.message) from None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by user name, phone number or e-mail; accounts are made by invitation only.

    A phone number is a name to sign in with, given when the invitation is accepted. It proves
    nothing, so no code is ever sent to it.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def phone_form_field(self, **kwargs: Any) -> LocalPhoneField:
        return LocalPhoneField(**kwargs)

    def get_phone(self, user: Account) -> tuple[str, bool] | None:
        return (user.phone, True) if user.phone else None

    def set_phone(self, user: Account, phone: str, verified: bool) -> None:
        user.phone = phone
        user.save(update_fields=["phone"])

    def set_phone_verified(self, user: Account, phone: str) -> None:
        self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone: str) -> Account | None:
        try:
            return Account.objects.filter(phone=kinds.phone_number(phone)).first()
        except kinds.NotAPhoneNumber:
            return None

    def send_verification_code_sms(
        self, user: Account, phone: str, code: str, **kwargs: Any
    ) -> None:
        """Nothing is sent: no flow of this product asks for such a code."""

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """An unknown number gets nothing, so that nobody learns which numbers are known."""


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on opens accounts that exist already; it makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
