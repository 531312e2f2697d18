"""Links to the stage: made for a phone or a guest, taken back before they are over.

::

    inviting = Inviting(api, session, "1")
    link = await inviting.invite("phone", url)     # server, path, invitation, expires_s
    await inviting.take_back(link["invitation"])
"""

from studio.ipc.message import Message
from studio.model.room_address import for_others
from studio.room_client.api import ApiError, RoomApi, room_path
from studio.room_client.session import Session

STUDIO = "studio"
KINDS = ("guest", "phone", STUDIO)
MAX_LINK = 4_096
MAX_SHORT = 64


class Inviting:
    """One room's, for its anchor."""

    def __init__(self, api: RoomApi, session: Session, room: str) -> None:
        self._api = api
        self._session = session
        self._room = room

    async def invite(self, kind: object, server: str) -> Message:
        """Return a link's ``path`` with its secret, ``invitation``, and ``expires_s`` (1970).

        ``short`` leads to the same and is good for codes; "" where the server has none.
        ``server`` is where the path is: for a studio, where another computer's finds it.

        Args:
            kind: Of ``KINDS``.
            server: Where we reach it ourselves.

        Raises:
            StudioError: If the server refuses, can't be reached, or answers what it should not.
        """
        if kind not in KINDS:
            raise ApiError("A link is for a guest, a phone or a studio.")
        told = await self._ask("invitations", {"kind": kind})
        path, token, expires_s = told.get("path"), told.get("invitation"), told.get("expires_s")
        is_link = isinstance(path, str) and path.startswith("/") and len(path) <= MAX_LINK
        if not is_link or not isinstance(token, str) or not isinstance(expires_s, int):
            raise ApiError("The room server made a link that is none.")
        short = told.get("short")
        is_short = isinstance(short, str) and short.startswith("/") and len(short) <= MAX_SHORT
        link: Message = {"path": path, "invitation": token, "expires_s": expires_s}
        place = for_others(server, told.get("secure")) if kind == STUDIO else server
        return link | {"short": short if is_short else "", "server": place}

    async def take_back(self, invitation: object) -> None:
        """Let nobody come by a link any more who did not use it yet.

        Raises:
            StudioError: If the server refuses or can't be reached.
        """
        await self._ask("invitations/revoke", {"invitation": str(invitation)[:MAX_LINK]})

    async def _ask(self, what: str, content: dict[str, object]) -> dict[str, object]:
        token = await self._session.token()
        path = room_path(self._room, what)
        return await self._api.ask("POST", path, token=token, content=content)
