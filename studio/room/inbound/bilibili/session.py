"""The open platform's HTTP side: an app is started for an identity code, kept alive, and ended."""

import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import httpx
from pydantic import BaseModel, ValidationError

from studio.model.errors import StudioError
from studio.room.inbound.bilibili.signing import ADDRESS, AppKey, signed_headers

_TIMEOUT_S = 10.0

# What the platform's documentation says of codes that a person can do something about.
_REMEDIES = {
    4002: "The app's key is wrong. Compare it with the page of the app.",
    7001: "The last session ended only just now. It is tried again.",
    7002: "This room is connected elsewhere with the same app. End it there.",
    7007: "The anchor's identity code is wrong or was renewed. Copy it from the platform again.",
    8002: "This app is not approved for this anchor.",
}
_FINAL = {4002, 7007, 8002}


class PlatformError(StudioError):
    """The platform refused.

    Attributes:
        is_final: Whether trying again is useless until a person does something.
    """

    def __init__(self, sentence: str, *, is_final: bool = False) -> None:
        super().__init__(sentence)
        self.is_final = is_final


@dataclass(frozen=True, slots=True)
class Started:
    """A started session: where to listen, and what to say there first."""

    game_id: str
    links: tuple[str, ...]
    auth_body: str = field(repr=False)


class _Socket(BaseModel):
    auth_body: str
    wss_link: list[str]


class _Game(BaseModel):
    game_id: str


class _StartData(BaseModel):
    game_info: _Game
    websocket_info: _Socket


class Session:
    """Speaks for one app and one anchor.

    Args:
        code: The anchor's identity code (主播身份码); a secret.
    """

    def __init__(self, key: AppKey, app_id: int, code: str, address: str = ADDRESS) -> None:
        self._key = key
        self._app_id = app_id
        self._code = code
        self._client = httpx.AsyncClient(base_url=address, timeout=_TIMEOUT_S)

    async def start(self) -> Started:
        """Begin.

        Raises:
            PlatformError: If the platform refuses or can't be reached.
        """
        data = await self._post("/v2/app/start", {"code": self._code, "app_id": self._app_id})
        try:
            found = _StartData.model_validate(data)
        except ValidationError as error:
            raise PlatformError("Bilibili answered in a form that is not documented.") from error
        links = tuple(found.websocket_info.wss_link)
        if not links:
            raise PlatformError("Bilibili named no server to listen to.")
        return Started(found.game_info.game_id, links, found.websocket_info.auth_body)

    async def keep(self, game_id: str) -> None:
        """Say that we are still here; every 20 s.

        Raises:
            PlatformError: As ``start``.
        """
        await self._post("/v2/app/heartbeat", {"game_id": game_id})

    async def end(self, game_id: str) -> None:
        """End in order, so that the next start is not refused.

        Raises:
            PlatformError: As ``start``.
        """
        await self._post("/v2/app/end", {"app_id": self._app_id, "game_id": game_id})

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.aclose()

    async def _post(self, path: str, content: dict[str, Any]) -> Any:
        body = json.dumps(content).encode()
        headers = signed_headers(body, self._key, secrets.token_hex(16), int(time.time()))
        try:
            response = await self._client.post(path, content=body, headers=headers)
            answer = response.json()
            code, data = int(answer["code"]), answer.get("data")
        except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise PlatformError(f"Bilibili can't be reached: {type(error).__name__}.") from error
        if code:
            remedy = _REMEDIES.get(code, "It is tried again.")
            raise PlatformError(f"Bilibili refused ({code}). {remedy}", is_final=code in _FINAL)
        return data
