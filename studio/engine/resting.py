"""Lets captures rest a while after the last one who looked or listened has gone.

resting = Resting(demand, (inputs, players))
resting.follow()        # once a second, and when the demand changes

Belongs to the engine's main thread.
"""

import time
from collections.abc import Sequence
from typing import Protocol

from studio.engine.demand import Demand
from studio.model.media import SECOND_NS

REST_AFTER_NS = 3 * SECOND_NS
"""So long they go on with nobody who looks: a window that is moved comes back soon."""


class Restful(Protocol):
    """What may rest."""

    def rest(self, is_resting: bool) -> None:
        """Do nothing, or go on."""


class Resting:
    """See the module.

    Args:
        demand: Says whether anybody looks or listens.
        parts: Those who rest.
    """

    def __init__(self, demand: Demand, parts: Sequence[Restful]) -> None:
        self._demand = demand
        self._parts = parts
        self._needed_ns = time.monotonic_ns()

    def follow(self) -> None:
        """Wake them for whoever looks or listens; let them rest a while after the last."""
        now_ns = time.monotonic_ns()
        if self._demand.needs_pictures or self._demand.needs_sound:
            self._needed_ns = now_ns
            self._rest(False)
        elif now_ns - self._needed_ns > REST_AFTER_NS:
            self._rest(True)

    def _rest(self, is_resting: bool) -> None:
        for part in self._parts:
            part.rest(is_resting)
