"""What all rooms of a node share."""

from dataclasses import dataclass

from studio.room.backbone.sides import EdgeSide
from studio.room.ledger.entries import Ledger
from studio.room.live.air import Air
from studio.room.live.clock import Clock
from studio.room.live.figures import Figures
from studio.room.live.handoff_relay import RelayControl
from studio.room.live.judge import Judge
from studio.room.live.record_queue import RecordQueue


@dataclass(frozen=True, slots=True)
class Surroundings:
    """See the module.

    Attributes:
        relay: Where the programmes go through; None without one.
        air: Puts phones on air; None without one.
    """

    edges: EdgeSide
    ledger: Ledger
    judge: Judge
    records: RecordQueue
    clock: Clock
    figures: Figures
    relay: RelayControl | None = None
    air: Air | None = None
