"""Raw SQL as a yardstick: as many connections write the same rows, and do nothing else."""

import threading
from collections.abc import Callable, Iterable

import psycopg

from bench.people import Database

Write = Callable[[Database, int], None]


def see(database: Database, circles: Iterable[int], organization: int) -> None:
    """Set what the transaction may see, as every action does first."""
    database.execute(
        "SELECT set_config('app.circles', %s, true), set_config('app.organizations', %s, true)",
        [f"{{{','.join(map(str, circles))}}}", f"{{{organization}}}"],
    )


def run(url: str, write: Write, items: Iterable[int], *, at_once: int) -> None:
    """Call `write` for every item, each in a durable transaction of its own."""
    waiting = iter(items)
    lock = threading.Lock()
    failures: list[Exception] = []

    def work() -> None:
        try:
            with psycopg.connect(url) as connection:
                connection.prepare_threshold = 2
                while True:
                    with lock:
                        item = next(waiting, None)
                    if item is None:
                        return
                    with connection.transaction():
                        write(connection, item)
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=work) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
