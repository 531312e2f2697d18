"""Who we are at a room server: a link's invitation is changed into tokens of ten minutes."""

import asyncio
import time

from studio.model.errors import StudioError
from studio.room_client.api import RoomApi, room_path

_RENEW_BEFORE_S = 60.0


class SessionError(StudioError):
    """The room server let us in, but not as it should."""


class Session:
    """One invitation's.

    Args:
        invitation: A link's token; a secret.
    """

    def __init__(self, api: RoomApi, invitation: str) -> None:
        self._api = api
        self._invitation = invitation
        self._token = self._comeback = ""
        self._expires_s = 0.0
        self._asking = asyncio.Lock()

    async def socket_address(self) -> str:
        """Return the address of the server's WebSocket.

        Raises:
            StudioError: If the server can't be reached.
        """
        answer = await self._api.ask("GET", "/api/server")
        return self._api.socket_address(answer.get("ws_port"), "/ws")

    async def stay(self, room: str, valid_s: int) -> None:
        """Have a right to come again that outlives the link, as a device of the anchor's.

        Raises:
            StudioError: If the server refuses or can't be reached.
        """
        path = room_path(room, "handoff/link")
        answer = await self._api.ask(
            "POST", path, token=await self.token(), content={"valid_s": valid_s}
        )
        invitation = answer.get("invitation")
        if isinstance(invitation, str):
            self._comeback = invitation

    async def token(self, was_refused: bool = False) -> str:
        """Return a token that is good for a minute at least.

        Raises:
            StudioError: If the server refuses the invitation or can't be reached.
        """
        async with self._asking:
            if was_refused or time.monotonic() > self._expires_s - _RENEW_BEFORE_S:
                content = {"invitation": self._comeback or self._invitation}
                answer = await self._api.ask("POST", "/api/session", content=content)
                comeback = answer.get("comeback")
                if isinstance(comeback, str):  # of a link to the stage: to be the same again
                    self._comeback = comeback
                token, valid_s = answer.get("token"), answer.get("expires_in_s")
                if not isinstance(token, str) or not isinstance(valid_s, int):
                    raise SessionError("The room server let us in without a token.")
                self._token, self._expires_s = token, time.monotonic() + valid_s
            return self._token
