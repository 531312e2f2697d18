"""What the routes work with: made once by the edge, handed to each request."""

from collections.abc import Callable
from dataclasses import dataclass, field

from studio.model.room_address import PIN, is_loopback
from studio.room.auth.operator_key import OperatorKey
from studio.room.auth.secret import Secret
from studio.room.auth.sfu import SfuServer
from studio.room.auth.tokens import Tokens
from studio.room.auth.turn import TurnServers
from studio.room.http.guard import Doorkeeper
from studio.room.http.limits import Buckets, Limit
from studio.room.http.relay_file import RelayFile, RelayPorts
from studio.room.inbound.feeds import Ears
from studio.room.ledger.entries import Ledger
from studio.room.live.clock import Clock
from studio.room.live.desk import Desk
from studio.room.live.figures import Figures
from studio.room.live.handoff_blobs import Blobs
from studio.room.live.handoff_relay import RelayControl
from studio.room.live.record_queue import RecordQueue
from studio.room.payment.top_ups import TopUps
from studio.room.rules.data import RuleData
from studio.room.store.store import Store
from studio.room.tls.authority import fingerprint
from studio.room.tls.names import EVERYWHERE, lan_address


def _buckets(rate_per_s: float, burst: int) -> Buckets:
    return Buckets(Limit(rate_per_s, burst))


@dataclass(frozen=True)
class RequestLimits:
    """How often somebody may ask.

    Attributes:
        reads: Anything, by address; many homes may share one.
        sessions: Signing in, by address.
        operator: Trying the operator's key, by address.
        users: Anything, by user.
        rooms: What moderators and anchors do by HTTP, by room.
        analytics: Having the figures of a show made, by room.
        payments: Payments begun, by user.
    """

    reads: Buckets = field(default_factory=lambda: _buckets(100, 500))
    sessions: Buckets = field(default_factory=lambda: _buckets(5, 200))
    operator: Buckets = field(default_factory=lambda: _buckets(0.2, 5))
    users: Buckets = field(default_factory=lambda: _buckets(10, 60))
    rooms: Buckets = field(default_factory=lambda: _buckets(50, 200))
    analytics: Buckets = field(default_factory=lambda: _buckets(0.5, 20))
    payments: Buckets = field(default_factory=lambda: _buckets(0.2, 10))


@dataclass(frozen=True)
class Secure:
    """HTTPS beside HTTP.

    Attributes:
        host: At which it listens.
        authority: The certificate to trust, as PEM.
    """

    host: str
    https_port: int
    wss_port: int
    authority: bytes

    @property
    def pin(self) -> str:
        """What a link for a studio ends with: whom to trust.  It is no browser."""
        return f"{PIN}{fingerprint(self.authority)}"

    @property
    def place(self) -> str:
        """Where other computers of the network find it now, "" for nowhere."""
        host = lan_address() if self.host in EVERYWHERE else self.host
        host = f"[{host}]" if ":" in host else host
        place = f"https://{host}:{self.https_port}"
        return place if host and not is_loopback(place) else ""


@dataclass(frozen=True)
class Services:
    """All of it.

    Attributes:
        control: Of what the relay does.
        blobs: What one studio leaves for another.
        faults: What is wrong between nodes just now; nothing where there is one.
        is_behind_proxy: Whether clients see a proxy's port instead of ours.
        secure: How clients come by TLS; None: not at all.
    """

    secret: Secret
    tokens: Tokens
    operator_key: OperatorKey
    store: Store
    ledger: Ledger
    desk: Desk
    records: RecordQueue
    rules: RuleData
    clock: Clock
    figures: Figures
    doorkeeper: Doorkeeper
    relay: RelayFile
    control: RelayControl
    blobs: Blobs
    ears: Ears
    ws_port: int
    faults: Callable[[], list[str]] = list
    is_behind_proxy: bool = False
    secure: Secure | None = None
    top_ups: TopUps | None = None
    welcome_coins: int = 0
    turn: TurnServers = field(default_factory=TurnServers)
    sfu: SfuServer | None = None
    limits: RequestLimits = field(default_factory=RequestLimits)

    def ports(self, *, is_secure: bool) -> tuple[int, RelayPorts]:
        """Return where WebSockets and the relay are for a page that came by TLS or not.

        Port 0 is that of the page: a proxy has all on one, but no RTMP.
        """
        relay = self.relay.ports()
        if self.is_behind_proxy:
            return 0, RelayPorts(rtmp=relay.rtmp)
        if is_secure and self.secure is not None:
            return self.secure.wss_port, relay.by(is_secure=True)
        return self.ws_port, relay
