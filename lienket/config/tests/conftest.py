"""A server of its own for the tests that stop, kill and starve it."""

import shutil
from collections.abc import Iterator

import pytest

from lienket.config.postgres import Cluster


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("home"), durable=False)
    cluster.ensure()
    yield cluster
    cluster.stop()
    # Run by root, the data may lie outside the temporary folder.
    shutil.rmtree(cluster.data.parents[1])
