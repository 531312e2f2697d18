"""The mixing itself: strips in, six buses out, no thread and no clock.

desk = Desk()
desk.add("tone", ToneInput(), InputSettings())
buses = desk.mix(block=0, now_ns=0)
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from studio.engine.mixer.buses import sum_into
from studio.engine.mixer.effects import Effects
from studio.engine.mixer.fader import SILENT_DB
from studio.engine.mixer.input import Input
from studio.engine.mixer.limiter import Limiter
from studio.engine.mixer.meter import SILENCE, Meter, Stereo, measured
from studio.engine.mixer.mix_minus import Member, MixMinus
from studio.engine.mixer.settings import ALL_BUSES, BUS_COUNT, InputSettings
from studio.engine.mixer.strip import Strip
from studio.engine.mixer.timeline import Samples
from studio.model.media import BLOCK_FRAMES


@dataclass(frozen=True, slots=True)
class Levels:
    """What all meters show; ``limited`` has a bit for each bus that was too loud."""

    inputs: Mapping[str, Stereo] = field(default_factory=dict)
    buses: tuple[Stereo, ...] = (SILENCE,) * BUS_COUNT
    limited: int = 0
    effects: Stereo = SILENCE


class Desk:
    """All strips and buses.  Not thread-safe."""

    def __init__(self) -> None:
        self.strips: dict[str, Strip] = {}
        self.effects = Effects()
        self.minus: list[MixMinus] = []
        self._buses: NDArray[np.float32] = np.zeros((BUS_COUNT, BLOCK_FRAMES, 2), np.float32)
        self._limiters = [Limiter() for _ in range(BUS_COUNT)]
        self._meters = [Meter() for _ in range(BUS_COUNT)]
        self._twins = list(range(BUS_COUNT))
        self._limited = 0

    def add(self, key: str, source: Input, settings: InputSettings) -> None:
        """Add an input.

        Raises:
            ValueError: If there is one with that key.
        """
        if key in self.strips:
            raise ValueError(f"the mixer already has an input called {key!r}")
        self.strips[key] = Strip(source, settings)

    def rename(self, key: str, new_key: str) -> None:
        """Have an input under another key.

        Raises:
            KeyError: If there is none with that key.
            ValueError: If there is one with the new key.
        """
        if new_key in self.strips:
            raise ValueError(f"the mixer already has an input called {new_key!r}")
        self.strips[new_key] = self.strips.pop(key)
        for minus in self.minus:
            if minus.without == key:
                minus.without = new_key

    @property
    def delay_ns(self) -> int:
        """How long after a block's end it must wait for its slowest input."""
        return max((strip.delay_ns for strip in self.strips.values()), default=0)

    def mix(self, block: int, now_ns: int) -> list[Samples]:
        """Mix one block.

        Returns:
            The six buses; their memory is used again for the next block, and those
            with the same members share it.
        """
        for strip in self.strips.values():
            strip.load(block * BLOCK_FRAMES, now_ns)
        duck = self.effects.next_duck_gain()
        for strip in self.strips.values():
            strip.fade(self._trigger_db(strip.settings), duck)
        heard: list[Member] = [
            (key, strip.settings.buses, strip.block)
            for key, strip in self.strips.items()
            if not strip.is_silent
        ]
        if (effects := self.effects.next_block()) is not None:
            heard.append(("", ALL_BUSES, effects))
        for minus in self.minus:
            minus.mix(block, heard)
        self._part(sum_into(self._buses, [(mask, samples) for _, mask, samples in heard]))
        self._finish()
        if any(strip.is_leaving for strip in self.strips.values()):
            self.strips = {key: s for key, s in self.strips.items() if not s.is_leaving}
        return [self._buses[first] for first in self._twins]

    def take_levels(self) -> Levels:
        """Return what the meters saw since the last call."""
        limited, self._limited = self._limited, 0
        buses = {first: self._meters[first].take() for first in set(self._twins)}
        return Levels(
            {key: strip.meter.take() for key, strip in self.strips.items()},
            tuple(buses[first] for first in self._twins),
            limited,
            self.effects.meter.take(),
        )

    def _trigger_db(self, settings: InputSettings) -> float:
        if settings.ducking is None:
            return SILENT_DB
        trigger = self.strips.get(settings.ducking.trigger)
        return SILENT_DB if trigger is None else trigger.rms_db

    def _part(self, twins: list[int]) -> None:
        """Let a bus that leaves others with the same members go on from where they are."""
        if twins == self._twins:
            return
        for bus, old in reversed(list(enumerate(self._twins))):
            if twins[bus] == bus and old != bus:
                self._meters[bus] = copy(self._meters[old])
                self._limiters[bus] = copy(self._limiters[old])
        self._twins = twins

    def _finish(self) -> None:
        """Limit and measure each bus; those with the same members are done once."""
        was_limited = [False] * BUS_COUNT
        for bus, first in enumerate(self._twins):
            if bus == first:
                samples = self._buses[bus]
                loudness = measured(samples)
                was_limited[bus] = self._limiters[bus].apply(samples, max(loudness.peaks))
                self._meters[bus].add(measured(samples) if was_limited[bus] else loudness)
            self._limited |= was_limited[first] << bus
