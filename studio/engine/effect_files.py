"""Sound files for ``PlaySound``: each is read once, by a capture process, and kept.

A file comes from a plugin and may be made to break a decoder, so that is never in the
engine.  The first time costs the start of a process, half a second or so; after that a
sound begins with the next block.  Belongs to the main thread::

    files = EffectFiles(processes, sound, secret=secret, post=post, tell=tell)
    files.play(PlaySound(file="/plugins/gifts/rocket.ogg", duck_db=-12.0))
    files.once_a_second()
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from studio.engine.mixer.ring_input import LOUDEST
from studio.engine.mixer.timeline import Samples
from studio.engine.processes import Processes
from studio.engine.sound import Sound
from studio.engine.sources.ring import RingSource
from studio.engine.sources.source import Health
from studio.ipc.errors import RingError
from studio.ipc.ring import RingFormat, RingReader
from studio.model.command import CommandError
from studio.model.commands import PlaySound
from studio.model.events import Event, Notice
from studio.model.media import SAMPLE_RATE_HZ

log = logging.getLogger(__name__)

MOST_AT_ONCE = 8
MOST_S = 30
MOST_KEPT_BYTES = 64 << 20
_SLOWEST_S = 15.0
_OPTIONS = {
    "protocol_whitelist": "file",
    "format_whitelist": "wav,mp3,ogg,flac,aac,aiff,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm",
}

Key = tuple[str, int, int]
"""A path, and when the file was written and how large it was then."""


@dataclass(slots=True)
class _Reading:
    """A file that is read.

    Attributes:
        waiting: What is to be played when it was.
    """

    process: str
    ring: RingSource
    began_s: float
    waiting: list[PlaySound] = field(default_factory=list)


class EffectFiles:
    """See the module.

    Args:
        processes: Starts captures.
        sound: Plays what was read.
        secret: The session's.
        post: Has the main thread do something.
        tell: Sends an event to every client.
    """

    def __init__(
        self,
        processes: Processes,
        sound: Sound,
        *,
        secret: str,
        post: Callable[[Callable[[], object]], None],
        tell: Callable[[Event], object],
    ) -> None:
        self._processes = processes
        self._sound = sound
        self._secret = secret
        self._post = post
        self._tell = tell
        self._kept: dict[Key, Samples] = {}
        self._reading: dict[Key, _Reading] = {}

    def play(self, asked: PlaySound) -> None:
        """Play a sound, at once if its file was read before.

        Raises:
            CommandError: If its file is not there, or so many sound already.
        """
        waiting = sum(len(reading.waiting) for reading in self._reading.values())
        if self._sound.mixer.playing + waiting >= MOST_AT_ONCE:
            raise CommandError(f"{MOST_AT_ONCE} sounds are heard already: one must end first.")
        try:
            stat = Path(asked.file).stat()
        except (OSError, ValueError):
            raise CommandError(f"The sound {asked.file} is not there.") from None
        key = (asked.file, stat.st_mtime_ns, stat.st_size)
        samples = self._kept.pop(key, None)
        if samples is not None:
            self._kept[key] = samples  # the last one to be forgotten
            self._begin(samples, asked)
            return
        if key not in self._reading:
            self._reading[key] = self._read(key)
        self._reading[key].waiting.append(asked)

    def once_a_second(self) -> None:
        """Tell which files can't be read."""
        for key, reading in list(self._reading.items()):
            state = reading.ring.state
            if state.health is Health.FAILED:
                self._give_up(key, state.reason)
            elif time.monotonic() - reading.began_s > _SLOWEST_S:
                self._give_up(key, f"{key[0]} can't be read in {_SLOWEST_S:.0f} seconds.")

    def close(self) -> None:
        """Read no more."""
        for key in list(self._reading):
            self._end(key)

    def _read(self, key: Key) -> _Reading:
        taken = {reading.process for reading in self._reading.values()}
        process = next(name for n in range(1, 99) if (name := f"sound-{n}") not in taken)
        ring = RingSource(
            process, secret=self._secret, on_sound_ring=partial(self._take, key, process)
        )
        self._processes.start(
            process,
            "capture",
            {
                "source": {
                    "kind": "sound",
                    "path": key[0],
                    "grid_ns": [0, 1, 1],
                    "options": _OPTIONS,
                }
            },
            on_ready=ring.attach,
            on_ended=lambda reason: self._give_up(key, f"Reading {key[0]} went wrong: {reason}"),
        )
        return _Reading(process, ring, time.monotonic())

    def _take(self, key: Key, process: str, ring_name: str) -> None:
        """Copy what was read; in the I/O thread."""
        samples = _whole(ring_name)
        self._post(partial(self._was_read, key, process, samples))

    def _was_read(self, key: Key, process: str, samples: Samples | None) -> None:
        reading = self._reading.get(key)
        if reading is None or reading.process != process:
            return
        if samples is None:
            self._give_up(key, f"What was read of {key[0]} is no sound.")
            return
        self._end(key)
        self._kept[key] = samples
        while sum(each.nbytes for each in self._kept.values()) > MOST_KEPT_BYTES:
            del self._kept[next(iter(self._kept))]
        for asked in reading.waiting:
            self._begin(samples, asked)

    def _begin(self, samples: Samples, asked: PlaySound) -> None:
        self._sound.mixer.play(samples, volume_db=asked.volume_db, duck_db=asked.duck_db)

    def _give_up(self, key: Key, reason: str) -> None:
        if key in self._reading:
            self._end(key)
            self._tell(Notice(level="warning", text=f"A sound isn't played. {reason}"))

    def _end(self, key: Key) -> None:
        reading = self._reading.pop(key)
        self._processes.stop(reading.process)
        reading.ring.close()


def _whole(ring_name: str) -> Samples | None:
    """Return the sound of a ring's only slot; None if it is none."""
    try:
        reader = RingReader.attach(ring_name)
    except RingError as error:
        log.warning("A sound that was read is gone: %s", error)
        return None
    try:
        slot = reader.next()
        if (
            slot is None
            or slot.format is not RingFormat.F32
            or (slot.rate_hz, slot.channels) != (SAMPLE_RATE_HZ, 2)
            or not 0 < slot.frames <= (MOST_S + 1) * SAMPLE_RATE_HZ
        ):
            return None
        flat = np.frombuffer(slot.data, np.float32, count=slot.frames * 2)
        samples: Samples = flat.reshape(-1, 2).copy()
        return samples if np.abs(samples).max() <= LOUDEST else None  # nor what is no number
    finally:
        reader.close()
