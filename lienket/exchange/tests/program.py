"""A program that speaks to the API for one unit, as the tests see it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client

from lienket.kernel.rls import acting
from lienket.organizations import actions as organizations
from tests.cast import NOON, Unit


@dataclass
class Answer:
    """What came back."""

    status: int
    body: Any
    headers: dict[str, str]


@dataclass
class Program:
    """Speaks JSON with one token, and says in which language it wants to be answered."""

    token: str
    language: str = "en"
    client: Client = field(default_factory=Client)

    def get(self, path: str) -> Answer:
        return self._answer(self.client.get(f"/api/v1/{path}", headers=self._headers))

    def post(
        self,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        media_type: str = "application/json",
    ) -> Answer:
        headers = self._headers | ({"Idempotency-Key": key} if key else {})
        data = "" if body is None else body
        return self._answer(
            self.client.post(f"/api/v1/{path}", data, content_type=media_type, headers=headers)
        )

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Accept-Language": self.language}

    @staticmethod
    def _answer(response: Any) -> Answer:
        return Answer(response.status_code, response.json(), dict(response.headers))


def program_of(unit: Unit, *scopes: str) -> Program:
    """A program whose token may do what `scopes` name; read, issue and answer if none are named."""
    by = unit.member()
    with acting(by):
        token = organizations.create_token(
            label="test",
            scopes=scopes or ("record.read", "bulletin.issue", "receipt.answer"),
            expires_at=NOON + timedelta(days=30),
            by=by,
            now=NOON,
        )
    return Program(token)
