"""What a room asks of the relay beside it: who publishes, to cut to another, to caption.

Both are processes of one machine.  The relay is controlled by HTTP on its own port, with
a token that is signed with the secret that both have::

    relay = RelayControl(port, tokens, now_s)
    air = await relay.air("1")                # None: the room is not live there
    await relay.take_over("1", number)        # RelayRefusedError says why not
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from studio.model.captions.spoken import Spoken
from studio.model.errors import StudioError
from studio.room.auth.tokens import Claims, Scope, Tokens
from studio.room.protocol.values import Role
from studio.room.rules.handoff import Cut, Device

ANSWER_S = 3.0
_MAX_SENTENCE = 400
_TOKEN_S = 30


class RelayRefusedError(StudioError):
    """The relay can't be reached, or won't."""


@dataclass(frozen=True, slots=True)
class Air:
    """What goes on at the relay, of one room.

    Attributes:
        splices: How often what is on air has changed.
        cut: Of the last time.
    """

    devices: tuple[Device, ...]
    splices: int
    cut: Cut


class RelayControl:
    """See the module.

    Args:
        port: Where its HTTP is; 0 while it is not known.
        now_s: Wall clock.
    """

    def __init__(self, port: Callable[[], int], tokens: Tokens, now_s: Callable[[], int]) -> None:
        self._port = port
        self._tokens = tokens
        self._now_s = now_s
        self._client: httpx.AsyncClient | None = None

    async def close(self) -> None:
        """End its connections."""
        if self._client is not None:
            await self._client.aclose()

    async def air(self, room: str) -> Air | None:
        """Return who publishes to a room; None if nobody does.

        Raises:
            RelayRefusedError: If it can't be asked.
        """
        answer = await self._ask("GET", room)
        if answer.status_code == 404:
            return None
        return _air(_checked(answer))

    async def take_over(self, room: str, number: int) -> None:
        """Have a publisher go on air at its next key frame.

        Raises:
            RelayRefusedError: If that can't be.
        """
        _checked(await self._ask("POST", f"{room}/take-over", {"publisher": number}))

    async def cancel(self, room: str) -> None:
        """Let nobody take over who was to.

        Raises:
            RelayRefusedError: If it is too late.
        """
        _checked(await self._ask("POST", f"{room}/take-over/cancel"))

    async def transcode(self, room: str, device: str, *, is_on: bool) -> None:
        """Have what a device sends made to fit what is on air, or no longer.

        Raises:
            RelayRefusedError: If that can't be.
        """
        _checked(await self._ask("POST", f"{room}/transcode", {"device": device, "is_on": is_on}))

    async def caption(self, room: str, spoken: Spoken) -> None:
        """Have something that was said, and is final, beside the programme.

        Raises:
            RelayRefusedError: If that can't be, as the room is not live there.
        """
        _checked(await self._ask("POST", f"{room}/captions", spoken.model_dump(mode="json")))

    async def _ask(self, method: str, path: str, content: object = None) -> httpx.Response:
        port = self._port()
        if not port:
            raise RelayRefusedError("This server has no relay: start it with one.")
        if self._client is None:  # no other process's settings lead it elsewhere
            logging.getLogger("httpx").setLevel(logging.WARNING)  # it tells of each question
            self._client = httpx.AsyncClient(timeout=ANSWER_S, trust_env=False)
        url = f"http://127.0.0.1:{port}/control/streams/{path}"
        expires_s = self._now_s() + _TOKEN_S
        claims = Claims("edge", "edge", Role.VIEWER, None, True, expires_s, Scope.OPERATOR)
        headers = {"authorization": f"Bearer {self._tokens.sign(claims)}"}
        try:
            return await self._client.request(method, url, json=content, headers=headers)
        except httpx.HTTPError as error:
            raise RelayRefusedError(
                "The relay does not answer. Wait a moment and try again."
            ) from error


def _checked(answer: httpx.Response) -> dict[str, Any]:
    try:
        said = json.loads(answer.content)
    except ValueError:
        said = None
    if answer.is_success and isinstance(said, dict):
        return said
    sentence = said.get("error") if isinstance(said, dict) else None
    raise RelayRefusedError(str(sentence or "The relay did not understand.")[:_MAX_SENTENCE])


def _air(said: dict[str, Any]) -> Air:
    devices = tuple(
        Device(
            number=each["number"],
            name=each["device"] or each["who"],
            is_on_air=each["role"] == "active",
            has_media=each["has_media"],
            misfit=each["misfit"],
            is_transcoded=each["is_transcoded"],
            phone=each["phone"],
        )
        for each in said["publishers"]
    )
    seam = said["seam"] or {}
    figures = (int(seam.get(name, 0)) for name in ("gap_ms", "wait_ms", "slate_ms"))
    return Air(devices, said["splices"], Cut(*figures))
