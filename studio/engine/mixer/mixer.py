"""The mixer's thread: block n is mixed when its time has come, for ever.

Block n covers session time from n * 1024 / 48000 s.  It is mixed one block after
its start, when its last sample has sounded, plus what the slowest input needs
(see the package).  A late block is caught up with, for its sound lies in the time
lines; after half a second of stall the index jumps instead, as the video's does,
and the encoder puts silence in the place.  While nobody hears it, nothing is mixed::

    mixer = Mixer(epoch_ns, on_block=lambda n, buses: encoder.encode(n, buses[0]))
    mixer.add_input("music", RingInput(ring_name, epoch_ns), InputSettings(volume_db=-6))
    mixer.levels().inputs["music"][0].peak_db
    mixer.set_heard(False)
    mixer.close()
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType

from studio.engine.mixer.desk import Desk, Levels
from studio.engine.mixer.input import Input
from studio.engine.mixer.mix_minus import MixMinus
from studio.engine.mixer.settings import InputSettings
from studio.engine.mixer.timeline import Samples, block_start_ns
from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ, SECOND_NS
from studio.telemetry.thread_name import show_thread_name

BLOCK_NS = SECOND_NS * BLOCK_FRAMES // SAMPLE_RATE_HZ
STALL_NS = SECOND_NS // 2
LEVELS_NS = SECOND_NS // 20
_LEAVE_TIMEOUT_S = 3.0


@dataclass(frozen=True, slots=True)
class MixerStats:
    """Counts since the start.

    Attributes:
        blocks: Blocks that were mixed.
        jumped_blocks: Blocks that were left out after a stall.
        missing_frames: For each input, what had not come in time.
        gap_frames: For each input, what it left out by itself.
        latency_ns: From the start of a block to its mixing, now.
        late_ns: The most that a block was mixed later than that.
    """

    blocks: int
    jumped_blocks: int
    missing_frames: dict[str, int]
    gap_frames: dict[str, int]
    latency_ns: int
    late_ns: int


class Mixer:
    """Mixes all inputs, from its making until ``close``.

    Args:
        epoch_ns: Monotonic time at which the session began.
        on_block: Called by the mix thread with the number of the block and the
            six buses, which are its own only until it returns.
        stall_ns: From which lateness on blocks are left out.
    """

    def __init__(
        self,
        epoch_ns: int,
        *,
        on_block: Callable[[int, list[Samples]], None],
        stall_ns: int = STALL_NS,
    ) -> None:
        self._epoch_ns = epoch_ns
        self._on_block = on_block
        self._stall_ns = stall_ns
        self._desk = Desk()
        self._lock = threading.Lock()  # of the desk and all below; held for a mix, 0.3 ms
        self._mixed = threading.Condition(self._lock)
        self._levels = Levels()
        self._levels_ns = 0
        self._latency_ns = BLOCK_NS
        self._blocks = self._jumped = self._late_ns = 0
        self._closing = threading.Event()
        self._is_heard = threading.Event()
        self._is_heard.set()
        self._thread = threading.Thread(target=self._run, name="mix", daemon=True)
        self._thread.start()

    def add_input(self, key: str, source: Input, settings: InputSettings) -> None:
        """Mix one more input from the next block on.

        Raises:
            ValueError: If there is one with that key.
        """
        with self._lock:
            self._desk.add(key, source, settings)

    def remove_input(self, key: str) -> None:
        """Fade an input out, and close it.  Waits for the next block, if there is one.

        Raises:
            KeyError: If there is none with that key.
        """
        with self._mixed:
            strip = self._desk.strips[key]
            strip.is_leaving = True
            self._mixed.wait_for(
                lambda: self._desk.strips.get(key) is not strip or self._rests,
                _LEAVE_TIMEOUT_S,
            )
            if self._desk.strips.get(key) is strip:
                del self._desk.strips[key]
        strip.source.close()

    def rename_input(self, key: str, new_key: str) -> None:
        """Have an input under another key, at the same place.

        Raises:
            KeyError: If there is none with that key.
            ValueError: If there is one with the new key.
        """
        with self._lock:
            self._desk.rename(key, new_key)

    def set_settings(self, key: str, settings: InputSettings) -> None:
        """Use new settings from the next block on, by a ramp.

        Raises:
            KeyError: If there is no input with that key.
        """
        with self._lock:
            self._desk.strips[key].settings = settings

    def play(self, samples: Samples, *, volume_db: float, duck_db: float) -> None:
        """Mix a short sound over all inputs from the next block on; see ``Effects.play``."""
        with self._lock:
            if self._is_heard.is_set():
                self._desk.effects.play(samples, volume_db=volume_db, duck_db=duck_db)

    def add_minus(self, minus: MixMinus) -> None:
        """Mix a bus without one input, too, from the next block on."""
        with self._lock:
            self._desk.minus.append(minus)

    def remove_minus(self, minus: MixMinus) -> None:
        """Mix it no more; when this returns it gets no block."""
        with self._lock:
            self._desk.minus.remove(minus)

    @property
    def playing(self) -> int:
        """How many short sounds are heard now."""
        return self._desk.effects.count

    def set_effects(self, volume_db: float, *, is_muted: bool) -> None:
        """Set the volume of all short sounds together, by a ramp."""
        with self._lock:
            self._desk.effects.volume_db = volume_db
            self._desk.effects.is_muted = is_muted

    def set_heard(self, is_heard: bool) -> None:
        """Mix, or rest until somebody hears it again."""
        if is_heard:
            self._is_heard.set()
        else:
            self._is_heard.clear()
            with self._mixed:
                self._mixed.notify_all()

    def levels(self) -> Levels:
        """Return what the meters showed last; new every 50 ms."""
        return self._levels

    def stats(self) -> MixerStats:
        """Return the counts."""
        with self._lock:
            strips = self._desk.strips
            return MixerStats(
                self._blocks,
                self._jumped,
                {key: strip.missing_frames for key, strip in strips.items()},
                {key: strip.gap_frames for key, strip in strips.items()},
                self._latency_ns,
                self._late_ns,
            )

    def close(self) -> None:
        """End the thread and close all inputs."""
        self._closing.set()
        self._is_heard.set()
        with self._mixed:
            self._mixed.notify_all()
        self._thread.join()
        for strip in self._desk.strips.values():
            strip.source.close()
        self._desk.strips.clear()

    @property
    def _rests(self) -> bool:
        return self._closing.is_set() or not self._is_heard.is_set()

    def _run(self) -> None:
        show_thread_name()
        while not self._closing.is_set():
            if self._is_heard.is_set():
                self._mix()
            else:
                self._rest()

    def _rest(self) -> None:
        """Wait until somebody hears it; what has sounded meanwhile is left out."""
        self._levels = Levels()
        with self._lock:
            self._desk.effects.clear()
        self._is_heard.wait()
        with self._lock:
            for strip in self._desk.strips.values():
                strip.source.skip()

    def _mix(self) -> None:
        """Mix block after block while somebody hears it."""
        begun_ns = time.monotonic_ns() - self._epoch_ns
        block = max(0, begun_ns // BLOCK_NS + 1)
        while self._is_heard.is_set() and self._is_due(block):
            block += self._stalled_blocks(block)
            now_ns = time.monotonic_ns() - self._epoch_ns
            with self._mixed:
                buses = self._desk.mix(block, now_ns)
                self._blocks += 1
                self._follow_delay()
                self._show_levels(now_ns)
                self._mixed.notify_all()
            self._on_block(block, buses)
            block += 1

    def _due_ns(self, block: int) -> int:
        return self._epoch_ns + block_start_ns(block) + self._latency_ns

    def _is_due(self, block: int) -> bool:
        """Wait for the time of a block; return False when the mixer closes."""
        due_ns = self._due_ns(block)
        while (left_ns := due_ns - time.monotonic_ns()) > 0:
            if self._closing.wait(left_ns / SECOND_NS):
                break
        return not self._closing.is_set()

    def _stalled_blocks(self, block: int) -> int:
        """Return how many blocks must be left out to be on time again."""
        late_ns = time.monotonic_ns() - self._due_ns(block)
        with self._lock:
            self._late_ns = max(self._late_ns, late_ns)
            if late_ns < self._stall_ns:
                return 0
            stalled = late_ns // BLOCK_NS
            self._jumped += stalled
            return stalled

    def _follow_delay(self) -> None:
        """Wait longer at once for a slow input, but come back bit by bit."""
        wanted_ns = BLOCK_NS + max(0, self._desk.delay_ns)
        self._latency_ns = max(wanted_ns, self._latency_ns - BLOCK_NS // 4)

    def _show_levels(self, now_ns: int) -> None:
        if now_ns - self._levels_ns >= LEVELS_NS:
            self._levels_ns = now_ns
            levels = self._desk.take_levels()
            self._levels = replace(levels, inputs=MappingProxyType(levels.inputs))
