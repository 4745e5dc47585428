"""The embedded server survives whatever happens to its processes and files."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from lienket.config.postgres import Cluster


def server_pid(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])


def test_starting_twice_finds_the_same_server(cluster: Cluster) -> None:
    first = cluster.ensure()
    pid = server_pid(cluster)

    assert Cluster(cluster.folder.parent).ensure() == first
    assert server_pid(cluster) == pid


def test_processes_that_race_to_start_it_share_one_server(cluster: Cluster) -> None:
    cluster.stop()
    home = cluster.folder.parent
    script = (
        "from lienket.config.postgres import Cluster\n"
        f"cluster = Cluster({str(home)!r}, durable=False)\n"
        "cluster.ensure()\n"
        "print((cluster.data / 'postmaster.pid').read_text().splitlines()[0])"
    )

    racers = [
        subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    pids = {racer.communicate()[0] for racer in racers}

    assert [racer.returncode for racer in racers] == [0, 0, 0]
    assert pids == {f"{server_pid(cluster)}\n"}


def test_a_killed_server_comes_back_with_what_was_committed(cluster: Cluster) -> None:
    urls = cluster.ensure()
    with psycopg.connect(urls.owner, autocommit=True) as writer:
        writer.execute("CREATE TABLE kept AS SELECT 7 AS number")

    with contextlib.closing(psycopg.connect(urls.owner)) as busy:
        # A backend at work outlives its server for a while and holds its memory.
        busy.pgconn.send_query(b"SELECT sum(n) FROM generate_series(1, 3000000) AS n")
        os.kill(server_pid(cluster), signal.SIGKILL)
        urls = cluster.ensure()

    with psycopg.connect(urls.owner, autocommit=True) as reader:
        assert reader.execute("SELECT number FROM kept").fetchone() == (7,)
        reader.execute("DROP TABLE kept")


def test_a_stale_pid_file_that_names_another_program_is_ignored(
    cluster: Cluster,
) -> None:
    cluster.stop()
    stale = cluster.data / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{cluster.data}\n0\n1\n\n\n\nready\n")

    with psycopg.connect(cluster.ensure().owner) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert server_pid(cluster) != os.getpid()


def test_it_moves_when_its_port_was_taken(cluster: Cluster) -> None:
    before = cluster.ensure()
    cluster.stop()
    with socket.create_server(("127.0.0.1", before.port)):
        after = cluster.ensure()

    assert after.port != before.port
    with psycopg.connect(after.runtime) as connection:
        assert connection.info.port == after.port


def test_stopping_a_stopped_server_is_harmless(cluster: Cluster) -> None:
    cluster.stop()
    cluster.stop()
    assert not cluster.is_running()


def test_passwords_are_for_their_owner_only(cluster: Cluster) -> None:
    cluster.ensure()
    assert (cluster.folder / "passwords.json").stat().st_mode & 0o077 == 0


def test_nobody_connects_without_a_password(cluster: Cluster) -> None:
    urls = cluster.ensure()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host="127.0.0.1", port=urls.port, user="postgres", dbname="postgres")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs under another account")
def test_roots_server_leaves_closed_folders_closed(cluster: Cluster, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    home = closed / "home"
    own = Cluster(home, durable=False)
    with contextlib.ExitStack() as afterwards:
        urls = own.ensure()
        afterwards.callback(lambda: shutil.rmtree(own.data.parents[1]))
        afterwards.callback(own.stop)

        assert closed.stat().st_mode & 0o777 == 0o700
        assert not own.data.is_relative_to(closed)
        psycopg.connect(urls.runtime).close()


def test_a_database_is_copied_with_its_rights(cluster: Cluster) -> None:
    with psycopg.connect(cluster.create_database("mould").owner) as owner:
        owner.execute("CREATE TABLE cast_iron (id int)")
    copy = cluster.create_database("piece", template="mould")

    with psycopg.connect(copy.runtime) as runtime:
        assert runtime.execute("SELECT count(*) FROM cast_iron").fetchone() == (0,)
    for name in ("piece", "mould"):
        cluster.drop_database(name)
