"""`kill -9` of web, worker and PostgreSQL at any moment loses nothing and doubles nothing.

LIENKET_KILLS says how often (`make soak`: 1,000), LIENKET_SEED at which moments.
"""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults import storm
from tests.faults.clients import Parties, ended
from tests.faults.examine import examine, waiting
from tests.faults.installation import installation, until
from tests.faults.post import office

KILLS = int(os.environ.get("LIENKET_KILLS", "50"))
SEED = int(os.environ.get("LIENKET_SEED", "2026"))
#: A minute of waiting passes in three seconds.
SPEED = 20
PARTIES = 3
#: Seconds. The jobs of a killed worker are found by its missing heartbeat, in real time.
CALM_WITHIN = 180


def test_kills_lose_nothing_and_double_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with office() as mail, installation(speed=SPEED, LIENKET_SMTP_PORT=str(mail.port)) as lienket:
        scene, post = lienket.scene(), mail.post
        post.address_replies = dict.fromkeys(scene["refusing"], "550 5.1.1 unknown")
        lienket.start(*storm.PROCESSES)
        parties = [Parties(scene, lienket.ports, post, SEED + n) for n in range(PARTIES)]
        with ThreadPoolExecutor() as threads, ended(parties):
            working = [
                threads.submit(work) for party in parties for work in (party.issue, party.answer)
            ]
            killed = storm.rage(lienket, post, kills=KILLS, seed=SEED)
        for work in working:
            work.result()
        until(
            lambda: not waiting(lienket),
            within=CALM_WITHIN,
            told=lambda: f"after the storm there still wait: {waiting(lienket)}",
        )
        issued = {key: answer for party in parties for key, answer in party.issued.items()}
        acknowledged = {receipt for party in parties for receipt in party.acknowledged}
        found = examine(lienket, post, issued=issued, acknowledged=acknowledged)

    with capsys.disabled():
        print(  # noqa: T201  the figures are the purpose
            f"\nkills: {killed.total()} ({', '.join(f'{n} {who}' for who, n in killed.items())})"
            f" · losses: {len(found.losses)} · duplicates: {len(found.duplicates)}"
            f" · bulletins: {len(issued)} · answers: {len(acknowledged)}"
            f" · letters: {found.letters} (sent again after a crash: {found.raw_repeats})"
            f" · steps of escalation: {found.steps}"
            f" · requests repeated: {sum(party.web.repeats for party in parties)}"
        )
    assert not found.losses
    assert not found.duplicates
    assert issued
    assert found.steps
