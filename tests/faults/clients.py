"""Those who issue and answer, by API and by link, and ask again until somebody answers them."""

import http.client
import json
import random
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from queue import PriorityQueue
from typing import Any

from tests.faults.post import Post

# Seconds.
PATIENCE = 90.0
PACE = 1.8
#: How long after the notice an answer is given; None: never. Steps of escalation come meanwhile.
DELAYS = (0.0, 1.0, 4.0, 8.0, None, None)


class Refused(Exception):
    """The server understood the request and said no, which none of these requests deserves."""


class Web:
    """The web processes, of which some answer and some have just been killed."""

    def __init__(self, ports: Mapping[str, int], seed: int) -> None:
        self.ports = list(ports.values())
        self.random = random.Random(seed)
        self.repeats = 0
        self.given_up = threading.Event()

    def post(self, path: str, body: object, *, token: str, key: str = "") -> dict[str, Any]:
        """The answer of the API to a request, repeated until there is one. Raises Refused."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        return self._json(self._ask("POST", f"/api/v1/{path}", json.dumps(body), headers, 201))

    def get(self, path: str, *, token: str) -> dict[str, Any]:
        """What stands there in the API, in English."""
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
        return self._json(self._ask("GET", f"/api/v1/{path}", "", headers, 200))

    def confirm(self, link: str) -> None:
        """Press the button on the page that the link of a letter opens."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        self._ask("POST", f"{link}acknowledgement/", "fact=received", headers, 302)

    @staticmethod
    def _json(content: bytes) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(content)
        return answer

    def _ask(
        self, method: str, path: str, body: str, headers: Mapping[str, str], wanted: int
    ) -> bytes:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                status, content = self._once(method, path, body, headers)
            except (OSError, http.client.HTTPException):
                if self.given_up.wait(0.2) or time.monotonic() > deadline:
                    raise
                self.repeats += 1
                continue
            if status != wanted:
                raise Refused(path, status, content.decode())
            return content

    def _once(
        self, method: str, path: str, body: str, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        port = self.random.choice(self.ports)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
        try:
            connection.request(method, path, body, dict(headers))
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        if response.status >= 500:
            raise http.client.HTTPException(response.status)
        return response.status, content


class Parties:
    """Those who issue bulletins to one another and answer them, until they are told to end."""

    def __init__(
        self, scene: Mapping[str, Any], ports: Mapping[str, int], post: Post, seed: int
    ) -> None:
        self.circle = scene["circle"]
        self.tokens = {unit["id"]: unit["token"] for unit in scene["units"].values()}
        self.emails = {unit["id"]: unit["email"] for unit in scene["units"].values()}
        self.post = post
        self.name = f"storm-{seed}"
        self.random = random.Random(seed)
        self.web = Web(ports, seed)
        self.ended = threading.Event()
        # What was promised: bulletins by idempotency key, and receipts acknowledged.
        self.issued: dict[str, dict[str, Any]] = {}
        self.acknowledged: set[int] = set()
        self._to_answer: PriorityQueue[tuple[float, int, int, str]] = PriorityQueue()

    def issue(self) -> None:
        """One bulletin after the other to a few, the last one to all; the work of a thread."""
        try:
            number = 0
            while not self.ended.wait(PACE * self.random.uniform(0.5, 1.5)):
                number += 1
                issuer, *asked = self.random.sample(sorted(self.tokens), 4)
                self._issue(f"{self.name}-{number}", issuer, asked)
            # Whatever was killed, all is well again: everybody can be told.
            issuer, *asked = sorted(self.tokens)
            self._issue(f"{self.name}-last", issuer, asked)
        finally:
            self._to_answer.put((float("inf"), 0, 0, ""))

    def _issue(self, key: str, issuer: int, asked: list[int]) -> None:
        issued = self.issued[key] = self.web.post(
            f"circles/{self.circle}/bulletins",
            {
                "kind": "urgent_notice",
                "urgency": self.random.choice(["urgent", "very_urgent"]),
                "title": key,
                "body": "Hai người lạ mặt rời đi theo hướng đường 12.",
                "required_action": "acknowledge",
                "organizations": asked,
                "audience": "circle",
                "ack_within_minutes": 1,
            },
            token=self.tokens[issuer],
            key=key,
        )
        for receipt in issued["receipts"]:
            delay = self.random.choice(DELAYS)
            if delay is not None:
                at, organization = time.monotonic() + delay, receipt["organization"]["id"]
                self._to_answer.put((at, receipt["id"], organization, issued["number"]))

    def answer(self) -> None:
        """Acknowledge each receipt when its time has come; the work of a thread."""
        while True:
            at, receipt, organization, number = self._to_answer.get()
            if not receipt:
                return
            if not self.ended.wait(min(at - time.monotonic(), 0.2)) and at > time.monotonic():
                # Another may have to be answered before.
                self._to_answer.put((at, receipt, organization, number))
                continue
            self._acknowledge(receipt, organization, number)
            self.acknowledged.add(receipt)

    def _acknowledge(self, receipt: int, organization: int, number: str) -> None:
        """By the link of a letter if one has come, else by a program."""
        if link := self.post.link(self.emails[organization], number):
            self.web.confirm(link)
        else:
            token = self.tokens[organization]
            self.web.post(f"receipts/{receipt}/acknowledgement", {}, token=token)


@contextmanager
def ended(parties: Sequence[Parties]) -> Iterator[None]:
    """At the end of the block the parties finish what they began; after a failure they drop it."""
    try:
        yield
    except BaseException:
        for party in parties:
            party.web.given_up.set()
        raise
    finally:
        for party in parties:
            party.ended.set()
