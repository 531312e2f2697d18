"""What the live half counts; ``/metrics`` shows it.

Plain integers: one loop owns them, and whoever reads sees a value that was true.
"""

from dataclasses import dataclass, field, fields

from studio.telemetry.histogram import Histogram


@dataclass
class Figures:
    """Counters since the start, and a few gauges.

    Attributes:
        connections: Open WebSockets now, joined or not.
        seated: Those that are in a room now.
        rooms: Rooms with an actor now.
        frames_sent: WebSocket messages handed to sockets.
        danmaku_spared: Frames that went to a slow client without their danmaku.
        danmaku_dropped_bytes: Danmaku left out of frames that would have been too big.
        records_waiting: Records that the store has not kept yet, now.
        records_dropped: Of little weight (danmaku, presence), as the store did not follow.
        gifts_in_flight: Orders at the ledger now.
        gifts_shown_again: Perhaps not seen before a start.
        platforms: Rooms that are connected to another platform now.
        platform_danmaku: Shown, or held for a moderator.
        platform_refused: Danmaku of platforms that filter or moderators did not let through.
        platform_dropped: Items of platforms that were not shown as too much came.
        platform_repeats: Items that had come before.
        stage_peers: Connections at a stage now, in its queue or let in.
        signals: Passed on between a peer and the anchor's studio.
        flush: How long flushes to all connections of a room took.
    """

    connections: int = 0
    seated: int = 0
    rooms: int = 0
    joins: int = 0
    messages_received: int = 0
    frames_sent: int = 0
    bytes_sent: int = 0
    flushes: int = 0
    events: int = 0
    danmaku_spared: int = 0
    danmaku_dropped_bytes: int = 0
    closed_too_slow: int = 0
    closed_no_join: int = 0
    closed_wrong: int = 0
    refused_too_fast: int = 0
    refused_unreadable: int = 0
    refused_upgrades: int = 0
    records_waiting: int = 0
    records_dropped: int = 0
    gifts_in_flight: int = 0
    gifts_paid: int = 0
    gifts_declined: int = 0
    gifts_shown_again: int = 0
    platforms: int = 0
    platform_danmaku: int = 0
    platform_gifts: int = 0
    platform_refused: int = 0
    platform_dropped: int = 0
    platform_repeats: int = 0
    platform_late: int = 0
    platform_unreadable: int = 0
    stage_peers: int = 0
    signals: int = 0
    signals_refused: int = 0
    errors: int = 0
    flush: Histogram = field(default_factory=Histogram)

    def numbers(self) -> dict[str, int]:
        """Return the integers by name."""
        return {
            each.name: getattr(self, each.name) for each in fields(self) if each.name != "flush"
        }
