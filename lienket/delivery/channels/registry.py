"""The channels of this installation, from `settings.CHANNELS`: dotted paths, strongest last."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from .base import Channel


def channel_types() -> Mapping[str, type[Channel]]:
    """Every known channel by its name, in the order of the settings."""
    return _load(tuple(settings.CHANNELS))


@cache
def _load(paths: tuple[str, ...]) -> dict[str, type[Channel]]:
    kinds: list[type[Channel]] = [import_string(path) for path in paths]
    return {kind.name: kind for kind in kinds}
