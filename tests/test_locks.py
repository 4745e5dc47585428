"""Locks pin every package by its hash and say nothing about where it is fetched from."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
PACKAGE_LOCK = ROOT / "frontend/package-lock.json"


def requirements(lock: Path) -> list[str]:
    """The lock's entries, each with its hashes on one line."""
    return lock.read_text().replace("\\\n", " ").splitlines()


def test_there_is_a_lock_for_use_and_one_for_tests() -> None:
    assert [lock.name for lock in LOCKS] == ["run.lock", "test.lock"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_pinned_with_a_hash(lock: Path) -> None:
    loose = [line for line in requirements(lock) if not re.search(r"==\S+.*--hash=sha256:", line)]
    assert not loose


@pytest.mark.parametrize("lock", [*LOCKS, PACKAGE_LOCK], ids=lambda lock: lock.name)
def test_no_lock_names_an_index_host(lock: Path) -> None:
    lines = lock.read_text().splitlines()
    hosts = [line for line in lines if re.search("https?://", line) and '"url"' not in line]
    assert not hosts


def test_tests_run_against_the_versions_that_are_used() -> None:
    run, test = ({line.split()[0] for line in requirements(lock)} for lock in LOCKS)
    assert run <= test


def test_frontend_packages_are_checked_by_hash_and_name_no_host() -> None:
    packages = json.loads(PACKAGE_LOCK.read_text())["packages"]
    fetched = [package for path, package in packages.items() if path]

    assert not [package for package in fetched if "resolved" in package]
    assert all("integrity" in package for package in fetched)
