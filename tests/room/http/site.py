"""A running edge, and people with browsers, for tests of the HTTP API."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from studio.room.edge import Edge
from tests.room.loop_thread import LoopThread


@dataclass
class Site:
    """A running edge and a way to it."""

    edge: Edge
    url: str
    loop: LoopThread

    @contextmanager
    def client(self, **asked: str) -> Iterator[httpx.Client]:
        """Be a browser, one that is signed in if anything is asked for."""
        # Without TLS there is nothing to verify, and reading the certificates takes half a second.
        with httpx.Client(base_url=self.url, verify=False) as client:
            if asked:
                self.sign_in(client, **asked)
            yield client

    def sign_in(self, client: httpx.Client, **asked: str) -> dict[str, Any]:
        answer = client.post("/api/session", json=asked)
        assert answer.status_code == 200, answer.text
        session: dict[str, Any] = answer.json()
        client.headers["Authorization"] = f"Bearer {session['token']}"
        return session

    @contextmanager
    def anchor(self) -> Iterator[httpx.Client]:
        """Be the anchor of the first room."""
        with self.client(invitation=self.edge.anchor_link.partition("#invitation=")[2]) as client:
            yield client

    @contextmanager
    def operator(self) -> Iterator[httpx.Client]:
        """Be the operator."""
        with self.client() as client:
            key = self.edge.operator_key.read_text().strip()

            def is_let_in() -> bool:
                """Try; other tests may just have used up the tries of this address."""
                answer = client.post("/api/session/operator", json={"key": key})
                client.headers["Authorization"] = f"Bearer {answer.json().get('token')}"
                return answer.is_success

            self.loop.wait_for(is_let_in)
            yield client
