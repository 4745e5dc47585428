"""Where an installation lives and which database it uses, put into the environment."""

import os
import secrets
from pathlib import Path

from lienket.config.cli.words import language
from lienket.config.postgres import Cluster

CHECKOUT = Path(__file__).parents[3]


def home() -> Path:
    """The data directory: LIENKET_HOME, else .lienket in a checkout, else the user's data."""
    if chosen := os.environ.get("LIENKET_HOME"):
        return Path(chosen).expanduser().resolve()
    if (CHECKOUT / "pyproject.toml").exists():
        return CHECKOUT / ".lienket"
    shared = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share"
    return Path(shared) / "lienket"


def embedded_cluster() -> Cluster | None:
    """The cluster in the data directory; None when DATABASE_URL names another server."""
    return None if os.environ.get("DATABASE_URL") else Cluster(home())


def prepare() -> Cluster | None:
    """Make ready what settings read: data directory, secret key, a running database.

    Returns the embedded cluster if that is the one in use. Raises PostgresError.
    """
    prepare_settings()
    cluster = embedded_cluster()
    if cluster:
        os.environ |= cluster.ensure().environment()
    return cluster


def prepare_settings() -> None:
    """The same without a database."""
    home().mkdir(parents=True, exist_ok=True)
    _make_secret_key()
    os.environ["LIENKET_HOME"] = str(home())
    os.environ["DJANGO_SETTINGS_MODULE"] = "lienket.config.settings"
    # Commands may look for what is due, as the worker does.
    os.environ.setdefault("LIENKET_PROCESS", "worker")


def start_django() -> None:
    """Load settings and models; refusals then speak the language of the terminal."""
    import django
    from django.utils import translation

    django.setup()
    translation.activate(language())


def _make_secret_key() -> None:
    kept = home() / "secret.key"
    if kept.exists() or os.environ.get("LIENKET_SECRET_KEY"):
        return
    unfinished = home() / f"secret.{os.getpid()}"
    unfinished.touch(mode=0o600)
    unfinished.write_text(secrets.token_urlsafe(50))
    # Whoever was first keeps the key that others may already have read.
    try:
        os.link(unfinished, kept)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()
