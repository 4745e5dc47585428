"""Who may hear the news: what ends while a stream is being opened ends it too."""

import asyncio
from collections.abc import Callable

import pytest

from lienket.delivery.live.hub import Hub, Stream


async def _ignore(message: dict[str, object]) -> None:
    """Nobody reads this stream."""


async def _opened(while_it_is_checked: Callable[[Hub], None]) -> bool:
    hub = Hub()
    hub._listening.set()
    since = await hub.ready()
    while_it_is_checked(hub)
    delivering = asyncio.create_task(hub._deliver())
    await asyncio.sleep(0)
    delivering.cancel()
    mine = Stream(_ignore, (1,), 1, frozenset({"token:7"}), delivering)
    return hub.add(mine, since=since)


@pytest.mark.parametrize(
    ("happens", "opened"),
    [
        (lambda hub: None, True),
        (lambda hub: hub._news.put_nowait("end token:8"), True),
        (lambda hub: hub._news.put_nowait("end token:7"), False),
        (lambda hub: hub._lose(), False),
    ],
    ids=["nothing", "another token ends", "the token ends", "the database is lost"],
)
def test_a_stream_opens_unless_its_ground_is_gone(
    happens: Callable[[Hub], None], opened: bool
) -> None:
    assert asyncio.run(_opened(happens)) is opened
