"""The storm: processes are killed at random moments, again and again, and started again."""

import random
import time
from collections import Counter

from tests.faults.installation import Installation
from tests.faults.post import Post

PROCESSES = ("web-1", "worker-1", "web-2", "worker-2")
#: Every so many kills it is the database.
DATABASE_EVERY = 10


def rage(installation: Installation, post: Post, *, kills: int, seed: int) -> Counter[str]:
    """Kill so many times; how often it was whom."""
    chance = random.Random(seed)
    killed: Counter[str] = Counter()
    for number in range(1, kills + 1):
        victim = PROCESSES[number % len(PROCESSES)]
        if number % DATABASE_EVERY == 0:
            victim = "postgres"
        _await_moment(post, chance, longest=1.6)
        installation.kill(victim)
        killed[victim.partition("-")[0]] += 1
        installation.restart(victim)
    return killed


def _await_moment(post: Post, chance: random.Random, *, longest: float) -> None:
    """Any moment; every other time the one in which the mail server is taking a letter over."""
    time.sleep(chance.uniform(0, longest / 2))
    if chance.random() < 0.5:
        post.await_letter(longest / 2)
