"""The key that signs sessions and links."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from lienket.config.cli.words import _


def require_key() -> None:
    """End this process, saying why, when it has no secret key: what it signs could be forged."""
    try:
        settings.SECRET_KEY  # noqa: B018  Django refuses to hand out an empty one
    except ImproperlyConfigured:
        told = _(
            "There is no secret key: set LIENKET_SECRET_KEY to 50 random characters, the same on "
            "every machine, or start with `lienket serve`, which makes one in {file}."
        )
        raise SystemExit(told.format(file=settings.SECRET_KEY_FILE)) from None
