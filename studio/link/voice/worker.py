"""The thread of one microphone: reads two rings, writes a third.

The engine writes every 21 ms, and sooner when it catches up: so this looks every 3 ms, but for
a while after something has come.  A message for each block would wake a thread of the engine
besides.  It goes first on the machine: it works a tenth of the time, and is heard when late::

    worker = Worker("voice-3", near=…, far=…, wanted=Wanted(cancel_echo=True), on_ready=…)
    worker.want(Wanted(cancel_echo=True, suppress_noise="strong"))
    worker.close()

A chain is made in a thread of its own, as one of them takes half a second.
"""

import logging
import threading
import time
from collections.abc import Callable

import numpy as np

from studio.ipc import priority
from studio.ipc.errors import RingError
from studio.ipc.ring import RingFormat, RingReader, RingWriter, Slot
from studio.link.voice.chain import FAR_EARLY, Chain, Wanted
from studio.link.voice.errors import VoiceError
from studio.link.voice.frames import FRAME, FarLine, Frames, Mono, place_of, time_of
from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ
from studio.telemetry.thread_name import show_thread_name

log = logging.getLogger(__name__)

_SLOTS = 32
_MOST_FRAMES = 8 * BLOCK_FRAMES
_SLOTS_AT_ONCE = 32
_LOOK_S = 0.003
_AFTER_S = 0.009
_REST_S = 0.05
_QUIET_S = 0.5

OnReady = Callable[[str, int], None]
"""Told the clean ring's name, and by how many samples the chain is later."""


class Worker:
    """See the module.

    Args:
        name: What its ring is called after.
        near: The ring of the raw microphone.
        far: The ring of what is heard.
        wanted: What to do with the voice.
        on_ready: Told in a thread of this, whenever a chain has begun.
        on_fault: Told there why it ended by itself.

    Attributes:
        frames: How many went through.
        busy_s: How long that took.
    """

    def __init__(
        self,
        name: str,
        *,
        near: str,
        far: str,
        wanted: Wanted,
        on_ready: OnReady,
        on_fault: Callable[[str], None],
    ) -> None:
        self.frames = 0
        self.busy_s = 0.0
        self._on_ready = on_ready
        self._on_fault = on_fault
        self._near = RingReader.attach(near)
        self._far = RingReader.attach(far)
        self._writer = RingWriter.create(f"{name}-clean", _SLOTS, _MOST_FRAMES * 8)
        self._cut = Frames()
        self._heard = FarLine()
        self._chain: Chain | None = None
        self._wanted = wanted
        self._made: Chain | None = None
        self._valid_from: int | None = None
        self._began = 0
        self._has_work = threading.Condition()
        self._is_closing = False
        self._threads = [
            threading.Thread(target=run, name=f"{name}-{what}", daemon=True)
            for what, run in (("make", self._make), ("sound", self._run))
        ]
        for thread in self._threads:
            thread.start()

    def want(self, wanted: Wanted) -> None:
        """Do something else with the voice, soon; from any thread."""
        with self._has_work:
            self._wanted = wanted
            self._has_work.notify_all()

    def close(self) -> None:
        """End the threads and unlink the ring; returns when that is done."""
        with self._has_work:
            self._is_closing = True
            self._has_work.notify_all()
        for thread in self._threads:
            thread.join()

    # -- the thread that makes chains --------------------------------------------------

    def _make(self) -> None:
        made: Chain | None = None
        while True:
            with self._has_work:
                while not self._is_closing and made is not None and made.wanted == self._wanted:
                    self._has_work.wait()
                if self._is_closing:
                    return
                wanted = self._wanted
            try:
                made = made.changed(wanted) if made else Chain(wanted)
            except VoiceError as error:
                self._on_fault(str(error))
                return
            self._made = made

    # -- the thread of the sound -------------------------------------------------------

    def _run(self) -> None:
        show_thread_name()
        priority.go_first()
        try:
            self._listen()
        except (RingError, VoiceError) as error:
            self._on_fault(str(error))
        except Exception:  # the border of a voice: a fault ends this one
            log.exception("A voice can't be made clean.")
            self._on_fault("The voice can't be made clean; the log says more.")
        finally:
            for ring in (self._near, self._far, self._writer):
                ring.close()

    def _listen(self) -> None:
        heard_s = time.monotonic()
        while not self._is_closing:
            self._change()
            if self._take():
                heard_s = time.monotonic()
                pause_s = _AFTER_S
            else:
                pause_s = _LOOK_S if time.monotonic() - heard_s < _QUIET_S else _REST_S
            time.sleep(pause_s)

    def _change(self) -> None:
        """Go over to a chain that has been made."""
        made = self._made
        if made is not None and made is not self._chain:
            self._chain = made
            self._valid_from = None
            self._on_ready(self._writer.name, made.lookahead)

    def _take(self) -> bool:
        """Let through what has come; False if nothing has."""
        for _ in range(_SLOTS_AT_ONCE):
            if (slot := self._far.next()) is None:
                break
            if (samples := _mono(self._far, slot)) is not None:
                self._heard.put(place_of(slot.pts_ns), samples)
        has_come = False
        for _ in range(_SLOTS_AT_ONCE):
            if (slot := self._near.next()) is None:
                break
            has_come = True
            if (samples := _mono(self._near, slot)) is not None and self._chain is not None:
                self._let_through(self._chain, place_of(slot.pts_ns), samples)
        return has_come

    def _let_through(self, chain: Chain, place: int, samples: Mono) -> None:
        begun_s = time.perf_counter()
        cleaned: list[Mono] = []
        at = 0
        for start, near in self._cut.cut(place, samples):
            far = self._heard.read(start + FAR_EARLY)
            said = chain.process(near, far)
            if self._valid_from is None or self._cut.begin != self._began:
                self._valid_from, self._began = start, self._cut.begin
            if start - chain.lookahead >= self._valid_from:  # not the chain's own silence
                at = at if cleaned else start - chain.lookahead
                cleaned.append(said)
            self.frames += 1
        if cleaned:
            self._write(at, np.concatenate(cleaned))
        self.busy_s += time.perf_counter() - begun_s

    def _write(self, place: int, said: Mono) -> None:
        frames = min(len(said), _MOST_FRAMES)
        slot = np.frombuffer(self._writer.begin()[: frames * 8], np.float32).reshape(-1, 2)
        slot[:] = said[:frames, None]
        self._writer.commit(
            pts_ns=time_of(place),
            format=RingFormat.F32,
            rate_hz=SAMPLE_RATE_HZ,
            channels=2,
            frames=frames,
        )


def _mono(reader: RingReader, slot: Slot) -> Mono | None:
    """Copy a slot's sound, both channels as one; None if it is none."""
    if slot.format is not RingFormat.F32 or slot.rate_hz != SAMPLE_RATE_HZ or slot.channels != 2:
        return None
    if not 0 < slot.frames <= _MOST_FRAMES:
        return None
    pairs = np.frombuffer(slot.data, np.float32, count=slot.frames * 2).reshape(-1, 2)
    mono: Mono = (pairs[:, 0] + pairs[:, 1]) * np.float32(0.5)
    return mono if reader.is_whole(slot) else None


def cost(worker: Worker) -> float:
    """Return which part of a core its chain has taken while sound came."""
    heard_s = worker.frames * FRAME / SAMPLE_RATE_HZ
    return worker.busy_s / heard_s if heard_s else 0.0
