"""What one edge lets happen on its connections."""

from dataclasses import dataclass, field

from studio.room.live.token_bucket import Rate

KIB = 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one edge and of each of its connections.

    Attributes:
        connections: Open at once; 0: as many as the system's descriptors allow.
        join_s: How long somebody may be connected without joining.
        rate: Messages of one connection.
        strikes: Messages too many before a connection is ended; one that stays within
            the rate until it is rested starts at 0 again.
        spare_bytes: From so much waiting for one client, danmaku are left out for it.
        close_bytes: From so much its connection ends, as it would only fall further behind.
        close_s: Also when it has not caught up for so long.
        quiet_s: After so long without an event an empty message is sent, as proxies end
            connections on which nothing happens.
    """

    connections: int = 0
    join_s: float = 5.0
    rate: Rate = field(default_factory=lambda: Rate(per_s=20, burst=60))
    strikes: int = 100
    spare_bytes: int = 256 * KIB
    close_bytes: int = 1024 * KIB
    close_s: float = 10.0
    quiet_s: float = 25.0
