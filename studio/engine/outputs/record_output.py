"""The recording as the session has it: the file, since when, and how fast it grows."""

import time

from studio.engine.outputs.recording import Recording, RecordingState
from studio.model.events import RECORD, OutputFigures, OutputState, OutputStateChanged
from studio.model.media import SECOND_NS


class RecordOutput:
    """A recording and what is told of it.  Belongs to the engine's main thread.

    Args:
        recording: That runs.
        since: Wall clock at which it began, in another engine; None for now.
    """

    def __init__(self, recording: Recording, since: float | None = None) -> None:
        self.recording = recording
        self._since = since
        self._seen = (time.monotonic_ns(), 0)
        self._kbps = 0.0

    @property
    def has_failed(self) -> bool:
        """True if nothing is written any more because it could not be."""
        return self.recording.state is RecordingState.FAILED

    @property
    def since(self) -> float | None:
        """Wall clock of its first frame."""
        if self._since is None and self.recording.frames:
            self._since = time.time()
        return self._since

    @property
    def state(self) -> OutputState:
        """How it is, as an output."""
        match self.recording.state:
            case RecordingState.FAILED:
                return "failed"
            case RecordingState.ENDED:
                return "ended"
            case _:
                return "recording"

    def event(self, reason: str = "") -> OutputStateChanged:
        """Return how it is, as it is told."""
        return OutputStateChanged(
            output=RECORD,
            address=str(self.recording.path),
            state=self.state,
            reason=reason,
            is_final=self.state in ("ended", "failed"),
        )

    def figures(self) -> OutputFigures:
        """Return what it does now; the rate is that since the last call."""
        then_ns, then_bytes = self._seen
        now_ns, now_bytes = time.monotonic_ns(), self.recording.bytes
        if now_ns - then_ns >= SECOND_NS // 2:
            self._kbps = (now_bytes - then_bytes) * 8e6 / (now_ns - then_ns)
            self._seen = now_ns, now_bytes
        return OutputFigures(
            state=self.state,
            since=self.since,
            kbps=round(self._kbps),
            bytes=now_bytes,
            frames_dropped=self.recording.frames_dropped,
        )

    def summary(self) -> dict[str, object]:
        """Return figures of its whole life."""
        recording = self.recording
        return {
            "address": str(recording.path),
            "paths": [str(path) for path in recording.paths],
            "captions": [str(path) for path in recording.caption_paths],
            "state": str(recording.state),
            "reason": recording.reason,
            "bytes": recording.bytes,
            "frames_dropped": recording.frames_dropped,
        }
