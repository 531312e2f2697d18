"""What is said in a recording, in files beside it: ``show.srt``, ``show.vtt`` and ``show.txt``.

They are made with the first words; a recording without any has none.  Words are written as
they come and synced once a second, so that a crash loses the last seconds at most; what was
put right afterwards, and the order of those who spoke at once, is in files that are written
anew at the end and take the others' place.  A disk that can't be written to ends these files
with a sentence, not the recording::

    files = CaptionFiles(on_event=print)
    files.begin(Path("show.mkv"), start_ns)     # of each part of the recording
    files.say(spoken)                           # a final
    files.tick(now_ns)
    files.close()
"""

import contextlib
import io
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from studio.model.captions import srt, transcript, webvtt
from studio.model.captions.cues import Cue, CueTrain, cues_of, timed
from studio.model.captions.spoken import Spoken
from studio.model.errors import StudioError
from studio.model.files import write_whole
from studio.model.media import SECOND_NS

SYNC_NS = SECOND_NS
_MS_NS = 1_000_000
_SUFFIXES = (srt.SUFFIX, webvtt.SUFFIX, transcript.SUFFIX)


class CaptionFiles:
    """The captions of one recording, in all its parts.  Belongs to the recording's thread.

    Args:
        on_event: Gets a sentence when they can't be written.
    """

    def __init__(self, on_event: Callable[[str], None]) -> None:
        self._on_event = on_event
        self._parts: list[_Part] = []
        self._sync_due_ns = 0
        self._has_failed = False

    @property
    def paths(self) -> list[Path]:
        """Of all files that there are."""
        return [path for part in self._parts for path in part.paths]

    def begin(self, recording: Path, start_ns: int) -> None:
        """Begin a part: words from then on belong to it.

        Args:
            recording: The part's file.
            start_ns: Session time that is 0 in it.
        """
        self._parts.append(_Part(recording, start_ns // _MS_NS))

    def say(self, spoken: Spoken) -> None:
        """Write what was said, or what was meant with what is written already."""
        part = self._part_of(spoken)
        if part is not None:
            self._try(lambda: part.say(spoken))

    def tick(self, now_ns: int) -> None:
        """Write what was held back, and sync, once a second."""
        if now_ns < self._sync_due_ns or not self._parts:
            return
        self._sync_due_ns = now_ns + SYNC_NS
        for part in self._parts:
            self._try(partial(part.tick, now_ns // _MS_NS))

    def close(self) -> None:
        """Write everything anew, in order."""
        for part in self._parts:
            self._try(part.close)
            part.drop()

    def _part_of(self, spoken: Spoken) -> "_Part | None":
        """Return the part that has it already, or in which it was said."""
        for part in self._parts:
            if part.has(spoken.id):
                return part
        if not spoken.words:
            return None
        began = [part for part in self._parts if part.start_ms < spoken.end_ms]
        within = [part for part in began if part.start_ms <= spoken.start_ms]
        return next(reversed(within), next(iter(began), None))

    def _try(self, write: Callable[[], None]) -> None:
        if self._has_failed:
            return
        try:
            write()
        except (OSError, StudioError) as error:
            self._has_failed = True
            reason = getattr(error, "strerror", None) or error
            self._on_event(f"the captions beside the recording can't be written: {reason}")


@dataclass(frozen=True, slots=True)
class _Breath:
    """What files need of what was said: a recording of a day has many of these."""

    start_ms: int
    cues: tuple[Cue, ...]
    line: str


@dataclass(slots=True)
class _Part:
    recording: Path
    start_ms: int
    _breaths: dict[str, _Breath] = field(default_factory=dict)
    _train: CueTrain = field(default_factory=CueTrain)
    _cues: int = 0
    _files: dict[str, io.FileIO] = field(default_factory=dict)
    _paths: dict[str, Path] = field(default_factory=dict)
    _is_unsynced: bool = False
    _is_old: bool = False  # what is written isn't what was meant

    @property
    def paths(self) -> list[Path]:
        return list(self._paths.values())

    def has(self, id: str) -> bool:
        return id in self._breaths

    def say(self, spoken: Spoken) -> None:
        breath = _Breath(
            spoken.start_ms,
            tuple(cue.moved(self.start_ms) for cue in cues_of(spoken)),
            transcript.line(spoken, self.start_ms),
        )
        before = self._breaths.get(spoken.id)
        if breath == before:
            return  # told again with its translation
        self._is_old |= before is not None
        self._breaths[spoken.id] = breath
        if not self._is_old:
            self._open()
            self._append(transcript.SUFFIX, self._breaths[spoken.id].line)
            self._write_cues(self._train.add(spoken))

    def tick(self, now_ms: int) -> None:
        if self._is_old:
            self._write_anew()
        self._write_cues(self._train.due(now_ms))
        if self._is_unsynced:
            self._is_unsynced = False
            for file in self._files.values():
                os.fsync(file.fileno())

    def close(self) -> None:
        if self._paths:
            self._write_anew()

    def drop(self) -> None:
        """Let go of the files, whatever became of them."""
        for file in self._files.values():
            with contextlib.suppress(OSError):
                file.close()
        self._files = {}

    def _open(self) -> None:
        """Open the files, under names that nobody has; later under those that they have."""
        for suffix in _SUFFIXES:
            if suffix not in self._files:
                new = suffix not in self._paths
                path = self._paths.setdefault(suffix, _free(self.recording, suffix))
                self._files[suffix] = io.FileIO(path, "x" if new else "a")
                if new:
                    self._append(suffix, webvtt.HEADER if suffix == webvtt.SUFFIX else "")

    def _write_cues(self, cues: list[Cue]) -> None:
        for cue in cues:
            self._cues += 1
            moved = cue.moved(self.start_ms)
            self._append(srt.SUFFIX, srt.block(self._cues, moved))
            self._append(webvtt.SUFFIX, webvtt.block(self._cues, moved))

    def _append(self, suffix: str, text: str) -> None:
        rest = memoryview(text.encode())
        while rest:  # a disk that fills up takes a part and says nothing
            rest = rest[self._files[suffix].write(rest) :]
        self._is_unsynced = True

    def _write_anew(self) -> None:
        """Put whole files in place of those that were written bit by bit."""
        self.drop()
        breaths = sorted(self._breaths.values(), key=lambda each: each.start_ms)
        cues = timed([cue for breath in breaths for cue in breath.cues])
        texts = {
            srt.SUFFIX: srt.HEADER + "".join(srt.block(n, cue) for n, cue in enumerate(cues, 1)),
            webvtt.SUFFIX: webvtt.HEADER
            + "".join(webvtt.block(n, cue) for n, cue in enumerate(cues, 1)),
            transcript.SUFFIX: transcript.HEADER + "".join(breath.line for breath in breaths),
        }
        for suffix, path in self._paths.items():
            write_whole(path, texts[suffix])
        self._train, self._cues, self._is_old = CueTrain(), len(cues), False


def _free(recording: Path, suffix: str) -> Path:
    """Return a name beside a recording that no file has."""
    number, path = 1, recording.with_suffix(suffix)
    while path.exists():
        number += 1
        path = recording.with_suffix(f".{number}{suffix}")
    return path
