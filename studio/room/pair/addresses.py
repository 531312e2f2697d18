"""Where a room server is to be found, put together from what its processes say.  Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from studio.model.room_address import PIN
from studio.room.tls.names import EVERYWHERE

FIRST_ROOM = "1"


@dataclass(frozen=True, slots=True)
class Addresses:
    """What people and programs open.

    Attributes:
        anchor: Signs in as the anchor; a secret.
        operator_key: The file that holds the operator's key.
        rtmp: Where encoders publish to, with a stream key.
        ports: Of the edge's HTTP and WebSockets, the relay's HTTP, WebSockets and RTMP; then,
            where there is HTTPS, of it and its WebSockets at the edge, and of both at the relay.
        secure: Where phones in the same network find the pages over HTTPS, "" for nowhere.
        trust: Where a phone learns to trust that, short enough for a small QR code.
        fingerprint: Of the authority, for comparing and pinning.
    """

    server: str = ""
    anchor: str = field(default="", repr=False)
    operator_key: str = ""
    rtmp: str = ""
    ports: tuple[int, ...] = ()
    secure: str = ""
    trust: str = ""
    fingerprint: str = ""

    @property
    def watch(self) -> str:
        """The viewers' page of the first room."""
        return f"{self.server}/r/{FIRST_ROOM}"

    @property
    def studio(self) -> str:
        """Signs in as the anchor from a studio on another computer, a secret; "" for nowhere."""
        page = self.anchor.removeprefix(self.server)
        return f"{self.secure}{page}{PIN}{self.fingerprint}" if self.secure else ""

    @property
    def operator(self) -> str:
        """The operator's page."""
        return f"{self.server}/operator"

    @property
    def invitation(self) -> str:
        """The anchor's invitation alone; a secret."""
        return self.anchor.partition("invitation=")[2]


def addresses(edge: Mapping[str, object], relay: Mapping[str, object]) -> Addresses:
    """Return where they are, of what they say when they listen."""
    server = f"http://{_host(edge)}:{edge.get('http')}"
    told = [edge.get("http"), edge.get("ws"), *map(relay.get, ("http", "ws", "rtmp"))]
    secure = trust = ""
    if edge.get("https"):
        told += [edge.get("https"), edge.get("wss"), relay.get("https"), relay.get("wss")]
        place = str(edge.get("lan")) if _is_everywhere(edge) and edge.get("lan") else _host(edge)
        secure = f"https://{place}:{edge.get('https')}"
        trust = f"http://{place}:{edge.get('http')}/t"
    return Addresses(
        server=server,
        anchor=f"{server}{edge.get('anchor')}",
        operator_key=str(edge.get("operator_key", "")),
        rtmp=f"rtmp://{_host(relay)}:{relay.get('rtmp')}/live",
        ports=tuple(port for port in told if isinstance(port, int)),
        secure=secure,
        trust=trust,
        fingerprint=str(edge.get("fingerprint", "")),
    )


def _host(said: Mapping[str, object]) -> str:
    host = str(said.get("host"))
    if _is_everywhere(said):
        return "127.0.0.1"
    return f"[{host}]" if re.search(":", host) else host


def _is_everywhere(said: Mapping[str, object]) -> bool:
    return str(said.get("host")) in EVERYWHERE
