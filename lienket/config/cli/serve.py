"""`lienket serve`: database, web and worker in one go, until Ctrl-C."""

import argparse
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time

from lienket.config.cli import demo, environment, migrate
from lienket.config.cli.words import _, say
from lienket.config.processes import AlreadyRunning, Child, Supervisor

# Seconds.
CHECK_EVERY = 0.5
WEB_PATIENCE = 60.0


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("serve", help=_("start everything, until Ctrl-C"))
    parser.add_argument("--demo", action="store_true", help=_("load the demonstration first"))
    parser.add_argument(
        "--host",
        default=os.environ.get("LIENKET_BIND", "127.0.0.1"),
        help=_("the address to listen on; 0.0.0.0 for all"),
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    port = int(os.environ.get("PORT") or 8000)
    environment.prepare_settings()
    try:
        supervisor = Supervisor(environment.home() / "serve.lock", _tell_of_restart)
    except AlreadyRunning as running:
        told = _("LiênKết is already running with this data directory (process {pid}).")
        say(told.format(pid=running.pid), to=sys.stderr)
        return 1
    if _is_taken(chosen.host, port):
        told = _("Port {port} is taken by another program. Choose another: PORT={other}")
        say(told.format(port=port, other=port + 1), to=sys.stderr)
        return 1
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_signal: stopping.set())
    cluster = environment.embedded_cluster()
    try:
        if chosen.demo:
            os.environ["LIENKET_DEMO"] = "1"
        if _make_ready(stopping, with_demo=chosen.demo):
            supervisor.start(_web(chosen.host, port))
            supervisor.start(_worker())
            _announce(chosen.host, port, stopping, with_demo=chosen.demo)
        while not stopping.wait(CHECK_EVERY):
            if cluster and not cluster.is_running():
                say(_("PostgreSQL ended; it is started again."))
                cluster.ensure()
            supervisor.keep()
    finally:
        supervisor.stop()
        if cluster:
            cluster.stop()
    say(_("LiênKết has stopped."))
    return 0


def _make_ready(stopping: threading.Event, *, with_demo: bool) -> bool:
    """Database, tables, demonstration; False when one failed or we were stopped meanwhile."""
    environment.prepare()
    steps = []
    if not migrate.is_done():
        steps.append((_("Preparing the database"), ["migrate"]))
    if with_demo and demo.loaded() is None:
        steps.append((_("Loading the demonstration"), ["demo", "--json"]))
    for name, command in steps:
        started = time.monotonic()
        say(f"… {name}")
        # In a process of its own: this one stays small for the days it will run.
        with subprocess.Popen(
            [sys.executable, "-m", "lienket", *command], stdout=subprocess.DEVNULL
        ) as step:
            while step.poll() is None and not stopping.wait(0.05):
                pass
            if stopping.is_set():
                step.terminate()
        if step.returncode:
            stopping.set()
            return False
        say(f"✓ {name} ({time.monotonic() - started:.0f} s)")
    return True


def _web(host: str, port: int) -> Child:
    command = [sys.executable, "-m", "uvicorn", "lienket.config.asgi:application"]
    command += ["--host", host, "--port", str(port), "--log-level", "warning", "--no-access-log"]
    # Live streams never end by themselves.
    command += ["--ws", "none", "--no-server-header", "--timeout-graceful-shutdown", "1"]
    return Child("web", command, {"LIENKET_PROCESS": "web"})


def _worker() -> Child:
    command = [sys.executable, "-m", "lienket.config.worker"]
    return Child("worker", command, {"LIENKET_PROCESS": "worker"})


def _announce(host: str, port: int, stopping: threading.Event, *, with_demo: bool) -> None:
    """Say where to look, once somebody answers there."""
    deadline = time.monotonic() + WEB_PATIENCE
    while not _answers(host, port) and time.monotonic() < deadline:
        if stopping.wait(0.1):
            return
    address = os.environ.get("LIENKET_PUBLIC_URL") or f"http://localhost:{port}"
    say()
    say(_("LiênKết is ready: {address}   (Ctrl-C stops it)").format(address=address))
    if with_demo and (made := demo.loaded()):
        demo.show_sign_ins(made)
        if not os.environ.get("LIENKET_SMTP_HOST"):
            say(_("What it e-mails is shown at {address}/mailbox/").format(address=address))


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(_reachable(host), port, timeout=5)
    try:
        # Not /healthz, which is right to be unwell as long as everything starts.
        connection.request("GET", "/accounts/login/")
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def _is_taken(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def _tell_of_restart(name: str, code: int) -> None:
    say(_("{name} ended (code {code}); it is started again.").format(name=name, code=code))
