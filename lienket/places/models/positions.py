"""What all tables with a position have in common."""

from django.db import models


def position_within_bounds(noun: str) -> models.CheckConstraint:
    """The position of a row lies on the earth; whether it lies in Việt Nam is asked before."""
    return models.CheckConstraint(
        condition=models.Q(
            latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180
        ),
        name=f"a_{noun}_lies_on_the_earth",
    )
