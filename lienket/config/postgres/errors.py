"""What can keep the embedded PostgreSQL from running."""


class PostgresError(Exception):
    """The embedded server cannot be used; the text says why and what to do."""
