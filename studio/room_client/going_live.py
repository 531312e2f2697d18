"""Going live in a room, as its anchor: where the programme goes, and that a show is on.

::

    live = GoingLive(api, session, "1")
    place = await live.publish()       # place.url has a token, place.address has none
    await live.begin("Title"); …; await live.end()
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from platform import node
from urllib.parse import quote

from studio.room_client.api import ApiError, RoomApi, room_path
from studio.room_client.session import Session

_IS_ON = "already_open"
_IS_OVER = "not_open"
_MAX_DEVICE = 64


@dataclass(frozen=True, slots=True)
class Place:
    """Where to publish.

    Attributes:
        url: With a token; a secret.
        address: The same without it, which may be shown.
    """

    url: str = field(repr=False)
    address: str


class GoingLive:
    """One room's.

    Args:
        device: What this machine is called; by default its name in the network.

    Attributes:
        device: What this machine is called at the relay.
        did_begin: Whether a show is on that was begun here.
    """

    def __init__(self, api: RoomApi, session: Session, room: str, device: str = "") -> None:
        self._api = api
        self._session = session
        self._room = room
        name = "".join(letter for letter in device or node() if letter.isprintable())
        self.device = name.strip()[:_MAX_DEVICE]
        self.did_begin = False

    async def publish(self) -> Place:
        """Return where to publish, with a right that is good for hours.

        Raises:
            StudioError: If the server refuses, can't be reached, or has no relay.
        """
        rights = await self._api.ask(
            "POST",
            room_path(self._room, "publish"),
            token=await self._session.token(),
            content={},
        )
        path, token = rights.get("websocket_path"), rights.get("token")
        if not isinstance(path, str) or not isinstance(token, str):
            raise ApiError("The room server did not say where to publish.")
        address = self._api.socket_address(rights.get("relay_ws_port"), path)
        words = [f"token={token}", f"device={quote(self.device)}"]
        if authority := self._api.pinned.authority:
            words.append(f"ca={urlsafe_b64encode(authority).decode()}")
        return Place(f"{address}?{'&'.join(words)}", address)

    async def begin(self, title: str) -> None:
        """Begin a show; one that is on goes on.

        Raises:
            StudioError: If the server refuses or can't be reached.
        """
        try:
            await self._show("POST", {"title": title})
        except ApiError as error:
            if error.code != _IS_ON:
                raise
        self.did_begin = True

    async def end(self) -> None:
        """End the show, if one is on.

        Raises:
            StudioError: If the server refuses or can't be reached.
        """
        try:
            await self._show("DELETE", None)
        except ApiError as error:
            if error.code != _IS_OVER:
                raise
        self.did_begin = False

    async def _show(self, method: str, content: dict[str, object] | None) -> None:
        token = await self._session.token()
        await self._api.ask(method, room_path(self._room, "show"), token=token, content=content)
