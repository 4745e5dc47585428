"""Slow steps shown to a person: what runs, for how long, and what to do when it fails."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
STAMPS = CACHE / "setup.json"
TAIL = 25


class Failed(Exception):
    """A step ended badly; the text says what to do."""


def say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def run(
    name: str, *commands: list[str | Path], cwd: Path = ROOT, advice: str = "", **variables: str
) -> None:
    """Run commands one after the other as one step; their output goes to a log.

    Raises Failed with the end of the log and the advice.
    """
    started = time.monotonic()
    log = CACHE / "logs" / (name.lower().replace(" ", "-") + ".txt")
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        for command in commands:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **variables},
            )
            if _watch(process, name, started) != 0:
                said = log.read_text(errors="replace").splitlines()[-TAIL:]
                _line(f"✗ {name} ({_seconds(started)})", last=True)
                raise Failed("\n".join([*said, "", f"All of it: {log}", advice]).rstrip())
    _line(f"✓ {name} ({_seconds(started)})", last=True)


def unchanged(name: str, fingerprint: str, *outputs: Path) -> bool:
    """Was step `name` done for just this fingerprint, and is what it made still there?"""
    return _stamps().get(name) == fingerprint and all(output.exists() for output in outputs)


def remember(name: str, fingerprint: str) -> None:
    stamps = {**_stamps(), name: fingerprint}
    STAMPS.parent.mkdir(parents=True, exist_ok=True)
    STAMPS.write_text(json.dumps(stamps, indent=1))


def fingerprint(*parts: Path | str) -> str:
    """A hash of texts and of files' names and contents."""
    digest = hashlib.sha256()
    for part in parts:
        name = os.path.relpath(part, ROOT) if isinstance(part, Path) else ""
        content = part.read_bytes() if isinstance(part, Path) else part.encode()
        digest.update(f"{name}:{len(content)}:".encode() + content)
    return digest.hexdigest()


def _stamps() -> dict[str, str]:
    try:
        return dict(json.loads(STAMPS.read_text()))
    except (FileNotFoundError, ValueError):
        return {}


def _watch(process: subprocess.Popen[bytes], name: str, started: float) -> int:
    """Wait for the process, telling the time meanwhile."""
    if not sys.stdout.isatty():
        say(f"… {name}")
        return process.wait()
    while True:
        _line(f"… {name} {_seconds(started)}")
        try:
            return process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            continue


def _line(text: str, last: bool = False) -> None:
    """Write over the line that tells the time, where there is a terminal."""
    start, end = ("\r\033[K", "\n" if last else "") if sys.stdout.isatty() else ("", "\n")
    sys.stdout.write(start + text + end)
    sys.stdout.flush()


def _seconds(started: float) -> str:
    return f"{time.monotonic() - started:.0f} s"
