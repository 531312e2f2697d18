"""The address of a room as people have it: its page, or the link that lets one in."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from studio.model.errors import StudioError

_PLACE = re.compile(r"/(?:r|mod|studio)/([^/]+)/?")
_EXAMPLE = "http://HOST:PORT/r/ROOM"


class RoomAddressError(StudioError):
    """Something that leads into no room."""


@dataclass(frozen=True, slots=True)
class RoomAddress:
    """See the module.

    Attributes:
        server: Of the room server.
        room: Its name there.
        invitation: A secret.
    """

    server: str
    room: str
    invitation: str = field(repr=False)


def room_address(place: str, link: str = "", *, from_file: bool = True) -> RoomAddress:
    """Return what an address says.

    Args:
        place: The room's page, or a link into it.
        link: A link, or its invitation alone, where the place has none.
        from_file: ``@FILE`` names a file that holds either.

    Raises:
        RoomAddressError: If it leads into no room, or nothing lets one in.
    """
    if from_file:
        place, link = _read(place), _read(link)
    parts = urlsplit(place)
    found = _PLACE.fullmatch(parts.path)
    if parts.scheme not in ("http", "https") or not parts.hostname or found is None:
        raise RoomAddressError(f"'{place.partition('#')[0]}' is no room: write {_EXAMPLE}.")
    invitation = _invitation(link) or _invitation(parts.fragment)
    if not invitation:
        raise RoomAddressError(
            "Nothing lets this studio into the room: give the link that the studio on air shows "
            "(--link LINK, or --link @FILE to keep it out of your shell's history)."
        )
    return RoomAddress(f"{parts.scheme}://{parts.netloc}", unquote(found[1]), invitation)


def _invitation(text: str) -> str:
    """Return the invitation of a link, of its end, or the invitation itself."""
    return text.rpartition("invitation=")[2].strip()


def _read(text: str) -> str:
    if not text.startswith("@"):
        return text
    try:
        return Path(text[1:]).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise RoomAddressError(f"{text}: the file can't be read: {error}.") from None
