"""An installation finds its data directory and keeps one secret there."""

from pathlib import Path

import pytest

from lienket.config.cli import environment


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIENKET_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("LIENKET_SECRET_KEY")
    return tmp_path / "data"


def test_the_secret_key_is_made_once_and_for_its_owner_only(home: Path) -> None:
    environment.prepare_settings()
    first = (home / "secret.key").read_text()
    environment.prepare_settings()

    assert (home / "secret.key").read_text() == first
    assert len(first) >= 50
    assert (home / "secret.key").stat().st_mode & 0o077 == 0
    assert [path.name for path in home.iterdir()] == ["secret.key"]


def test_a_database_of_ones_own_replaces_the_embedded_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/lienket")
    assert environment.embedded_cluster() is None
