"""Channels describe themselves well enough for forms and queue."""

import pytest
from pytest_django import Settings

from ..base import Reason
from ..registry import channel_types


def test_channels_stand_in_the_order_of_the_settings(settings: Settings) -> None:
    settings.CHANNELS = settings.CHANNELS[::-1]
    assert list(channel_types()) == ["webhook", "webpush", "email"]


@pytest.mark.parametrize("name", ["email", "webpush", "webhook"])
def test_a_form_can_be_built_from_a_channel(name: str) -> None:
    channel = channel_types()[name]
    assert channel.name == name
    assert channel.label
    assert channel.icon
    assert all(field.name and field.label and field.input_type for field in channel.fields)


def test_reasons_are_numbered_once_and_say_why() -> None:
    assert len(set(Reason.values)) == len(Reason.labels) == len(set(Reason.labels))
