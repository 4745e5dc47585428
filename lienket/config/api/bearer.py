"""Who calls: the bearer of a token that acts for one person under one appointment."""

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from lienket.circles import queries as circles
from lienket.config.api.problems import ReadingNotIncluded
from lienket.kernel.actors import READ, Member

#: What every token begins with.
PREFIX = "lk_"


class Bearer(HttpBearer):
    """Looks the token up and sets what the transaction sees, in one statement."""

    openapi_description = "A token beginning with lk_, made by `lienket token create`."

    def authenticate(self, request: HttpRequest, token: str) -> Member | None:
        if not token.startswith(PREFIX):
            return None
        member = circles.enter_by_token(token=token, now=timezone.now())
        if member and request.method == "GET" and not member.may(READ):
            raise ReadingNotIncluded
        return member
