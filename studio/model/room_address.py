"""The address of a room as people have it: its page, or the link that lets one in."""

import ipaddress
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from studio.model.errors import StudioError

_PLACE = re.compile(r"/(?:r|mod|studio)/([^/]+)/?")
_EXAMPLE = "http://HOST:PORT/r/ROOM"
PIN = "&ca="
"""Behind it a link says by which fingerprint the server's own authority is known."""
_DIGEST = re.compile(r"[0-9A-Fa-f]{64}")


class RoomAddressError(StudioError):
    """Something that leads into no room."""


@dataclass(frozen=True, slots=True)
class RoomAddress:
    """See the module.

    Attributes:
        server: Of the room server.
        room: Its name there.
        invitation: A secret, with what stands behind it in the link (``&ca=…``).
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
        RoomAddressError: If it leads into no room, nothing lets one in, or its end is missing.
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
    _, has_pin, digest = invitation.partition(PIN)
    if has_pin and not _DIGEST.fullmatch(digest):
        raise RoomAddressError("The end of the link is missing: copy it once more, whole.")
    return RoomAddress(f"{parts.scheme}://{parts.netloc}", unquote(found[1]), invitation)


def for_others(server: str, secure: object) -> str:
    """Return where other computers find a server of which only its address here is known.

    Args:
        server: That address.
        secure: Where the server says that its network finds it; "" for nowhere.
    """
    is_said = isinstance(secure, str) and secure.startswith("https://")
    return str(secure) if is_said and is_loopback(server) else server


def is_loopback(url: str) -> bool:
    """Tell whether an address leads to the same computer from everywhere."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


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
