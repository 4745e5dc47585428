"""The embedded PostgreSQL: a cluster in the data directory, so that a fresh machine needs none.

`Cluster(home).ensure()` makes it, starts it and returns its addresses; see `cluster`.
"""

from lienket.config.postgres.cluster import Cluster
from lienket.config.postgres.errors import PostgresError
from lienket.config.postgres.urls import Urls

__all__ = ["Cluster", "PostgresError", "Urls"]
