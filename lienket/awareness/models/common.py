"""The columns that every table of the module has."""

from typing import Any

from django.db import models


def of_circle(**options: Any) -> models.ForeignKey:  # type: ignore[type-arg]  # the same column in each table
    """To whom the row belongs; a child's is kept equal to that of its parent."""
    return models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_index=False, **options
    )


def of_organization(**options: Any) -> models.ForeignKey:  # type: ignore[type-arg]  # the same column in each table
    """An organization that has a part in it."""
    return models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="+", **options
    )
