"""A recording: the packets of the bus in a Matroska file, in a thread of its own.

The file is opened, and refused if it can't be, before anything is encoded for it.
Nothing is ever overwritten: where the name is taken, ``name (2).mkv`` is written,
which is also how a session that goes on after a crash, or an encoder that had to
be replaced, gets the next part.  A disk that fills up ends this output with a
sentence; what was written stays playable, and the other outputs go on.  What is said
meanwhile goes into files beside it::

    recording = Recording(Path("show.mkv"), on_event=print)
    bus.add(recording)
    ...
    bus.remove(recording)
    recording.close()
"""

import contextlib
import errno
import io
import shutil
import threading
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from studio.engine.outputs.caption_files import CaptionFiles
from studio.engine.outputs.errors import OutputError
from studio.engine.outputs.matroska import MatroskaFile
from studio.engine.outputs.queue import Format, PacketQueue
from studio.model.captions.spoken import Spoken
from studio.model.media import SECOND_NS, Packet

QUEUE_BYTES = 64 << 20
SPACE_CHECK_NS = 10 * SECOND_NS
LOW_SPACE_BYTES = 1_000_000_000
_REASONS = {
    errno.ENOSPC: "the disk is full; free some space and record to a new file",
    errno.EDQUOT: "your share of the disk is used up; free some space and record to a new file",
    errno.EFBIG: "the file has grown as large as this disk or system allows; record to another one",
    errno.EACCES: "you may not write there; choose another folder",
    errno.EPERM: "you may not write there; choose another folder",
    errno.EROFS: "that disk can only be read; choose another folder",
    errno.ENOENT: "there is no such folder; make it first or choose another one",
    errno.ENOTDIR: "part of that path is a file and not a folder; choose another one",
}


class RecordingState(StrEnum):
    """How far a recording has come."""

    WAITING = "waiting"
    RECORDING = "recording"
    FAILED = "failed"
    ENDED = "ended"


class Recording:
    """An output of the packet bus that writes a file.

    Args:
        path: Where to; ends in ``.mkv``.
        on_event: Gets a sentence when something happened that a person should
            know, on the recording's thread.
        from_ns: Session time at which it begins; the file's own time begins at 0.
        low_space_bytes: Warn when less than this is free.

    Raises:
        OutputError: If the file can't be made.
    """

    def __init__(
        self,
        path: Path,
        *,
        on_event: Callable[[str], None],
        from_ns: int = 0,
        low_space_bytes: int = LOW_SPACE_BYTES,
    ) -> None:
        self._wanted_path = path
        self._on_event = on_event
        self._low_space_bytes = low_space_bytes
        self._warned_of_space = False
        self._space_due_ns = 0
        self._queue = PacketQueue(QUEUE_BYTES, from_ns)
        self._formats: dict[int, Format] = {}
        self._matroska: MatroskaFile | None = None
        self._has_change = False
        self._captions = CaptionFiles(on_event)
        self.state = RecordingState.WAITING
        self.reason = ""
        self.bytes = 0
        self.frames = 0
        self.path, self._file = _new_file(path)
        self.paths = [self.path]
        """All parts that were written."""
        self._thread = threading.Thread(target=self._run, name=f"record {path.name}")
        self._thread.start()

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def caption_paths(self) -> list[Path]:
        """The files of what was said."""
        return self._captions.paths

    @property
    def frames_dropped(self) -> int:
        """Pictures that the disk was too slow for."""
        return self._queue.frames_dropped

    def put(self, packet: Packet) -> None:
        """Queue a packet; never blocks."""
        self._queue.put(packet)

    def put_format(self, track: int, format: Format) -> None:
        """Queue a format; a new one in the middle begins the next part."""
        self._queue.put_format(track, format)

    def put_spoken(self, spoken: Spoken) -> None:
        """Queue what was said and is final, or what was meant; never blocks."""
        self._queue.put_spoken(spoken)

    def close(self) -> None:
        """Write what is queued, finish the file, and end the thread."""
        self._queue.close()
        self._thread.join()

    def _run(self) -> None:
        try:
            self._write_all()
            self._finish_part()
            self.state = RecordingState.ENDED
        except OSError as error:
            self._fail(error)
        finally:
            self._queue.close()
            self._captions.close()
            self._file.close()
            if not self.frames and not self._file_size():
                self.path.unlink(missing_ok=True)

    def _write_all(self) -> None:
        while not self._queue.is_finished:
            self._check_space()
            item = self._queue.get(timeout_s=SPACE_CHECK_NS / SECOND_NS)
            if isinstance(item, Packet):
                self._write(item)
                self._captions.tick(item.pts_ns)
            elif isinstance(item, Spoken):
                self._captions.say(item)
            elif item is not None:
                track, format = item
                self._has_change |= self._formats.get(track, format) != format
                self._formats[track] = format

    def _write(self, packet: Packet) -> None:
        if self._has_change and packet.track == 0 and packet.is_key:
            self._has_change = False
            if self._matroska is not None:
                self._next_part()
        if self._matroska is None:
            if packet.track != 0 or 0 not in self._formats:
                return
            self._matroska = MatroskaFile(self._file, self._formats)
            self._captions.begin(self.path, packet.dts_ns)
            self.state = RecordingState.RECORDING
        if packet.track in self._formats:
            self._matroska.write(packet)
            self.bytes += len(packet.data)
            self.frames += packet.track == 0

    def _next_part(self) -> None:
        self._finish_part()
        self._file.close()
        try:
            self.path, self._file = _new_file(self._wanted_path)
        except OutputError as error:
            raise OSError(0, str(error)) from error
        self.paths.append(self.path)
        self._on_event(f"the video changed its format, the recording goes on in {self.path}")

    def _finish_part(self) -> None:
        matroska, self._matroska = self._matroska, None
        if matroska is not None:
            matroska.close()

    def _fail(self, error: OSError) -> None:
        with contextlib.suppress(OSError):  # the index can't be written either, most likely
            self._finish_part()
        self.reason = (
            f"the recording {self.path} stopped: {_reason(error)}; "
            "what was recorded before can be played"
        )
        self.state = RecordingState.FAILED
        self._on_event(self.reason)

    def _check_space(self) -> None:
        now_ns = time.monotonic_ns()
        if now_ns < self._space_due_ns:
            return
        self._space_due_ns = now_ns + SPACE_CHECK_NS
        free_bytes = shutil.disk_usage(self.path.parent).free
        if free_bytes >= self._low_space_bytes:
            self._warned_of_space = False
        elif not self._warned_of_space:
            self._warned_of_space = True
            self._on_event(
                f"only {free_bytes // 1_000_000} MB are free where {self.path} is recorded: "
                "free some space, or the recording will stop soon"
            )

    def _file_size(self) -> int:
        with contextlib.suppress(OSError):
            return self.path.stat().st_size
        return 0


def _new_file(wanted: Path) -> tuple[Path, io.FileIO]:
    """Make a new file, with a number in its name if the name is taken.

    Raises:
        OutputError: If it can't be made.
    """
    if wanted.suffix.lower() != ".mkv":
        raise OutputError(
            f"recordings are Matroska files: call it “{wanted.with_suffix('.mkv').name}” "
            f"instead of “{wanted.name}”"
        )
    number, path = 1, wanted
    while True:
        try:
            return path, io.FileIO(path, "x")
        except FileExistsError:
            number += 1
            path = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        except OSError as error:
            raise OutputError(f"{wanted} can't be recorded to: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    known = _REASONS.get(error.errno or 0)
    return known or error.strerror or str(error)
