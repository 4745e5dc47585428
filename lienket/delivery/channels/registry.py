"""The channels of this installation, from `settings.CHANNELS`: dotted paths, strongest last."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from .base import Channel


def channel_types() -> Mapping[str, type[Channel]]:
    """Every known channel by its name, in the order of the settings."""
    return _load(tuple(settings.CHANNELS))


def open_channels() -> dict[str, Channel]:
    """A fresh set of the configured channels, for one sending thread; it closes them at its end."""
    return {name: kind() for name, kind in channel_types().items() if kind.configured()}


@cache
def _load(paths: tuple[str, ...]) -> dict[str, type[Channel]]:
    kinds: list[type[Channel]] = [import_string(path) for path in paths]
    return {kind.name: kind for kind in kinds}
