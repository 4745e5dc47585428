"""What the API of every module shares: who calls, and ids in addresses."""

from django.http import HttpRequest
from ninja import P, PathEx

from lienket.kernel.actors import Member

#: The largest id that the database can hold.
LARGEST_ID = 2**63 - 1


class ApiRequest(HttpRequest):
    """A request of a program that acts for a member."""

    auth: Member


PathId = PathEx[int, P(ge=1, le=LARGEST_ID)]
