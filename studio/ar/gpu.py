"""Whether the graphics card looks, and how that is found out without risking the show.

A driver may refuse, hang or crash, and many are slower than the processor at such small models.
So a process of its own tries both, once for each card and version of MediaPipe; meanwhile the
processor looks, and what came out counts from the next start on.  A process that begins with the
card takes that back until the card has worked for a while: one that crashes before is followed
by one that does without::

    choice = GpuChoice()
    tracker = Tracker(on_gpu=choice.on_gpu)
    choice.keep(has_worked=…)       # every now and then
    choice.close()
"""

import contextlib
import importlib.metadata
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from studio.ar.face_tasks import FaceReader
from studio.model.cache_folder import cache_folder
from studio.model.errors import StudioError
from studio.weights.models import named, whole_path

_DEVICES = ("/dev/dri/renderD*", "/dev/nvidia[0-9]*", "/dev/dxg")
_WORTH = 0.7  # of the processor's time, or the card stays with the engine
_LOOKS = 30
_PATIENCE_S = 60.0
_PX = 320


def devices() -> tuple[str, ...]:
    """Return the graphics cards that MediaPipe could use; it knows those of Linux only."""
    if sys.platform != "linux":
        return ()
    return tuple(
        sorted(str(path) for each in _DEVICES for path in Path("/").glob(each.lstrip("/")))
    )


class GpuChoice:
    """See the module; belongs to one thread.

    Attributes:
        on_gpu: Whether the card looks in this process.
    """

    def __init__(self) -> None:
        self.on_gpu = _read() is True
        self._probe: subprocess.Popen[bytes] | None = None
        self._give_up_s = 0.0
        self._is_settled = False
        if self.on_gpu:
            _write(False)

    def keep(self, *, has_worked: bool) -> None:
        """Once looking has worked for a while, remember that, or try what nobody knows yet."""
        if self._probe is not None:
            if self._probe.poll() is not None:
                self._probe = None
            elif time.monotonic() > self._give_up_s:
                self.close()
        elif has_worked and not self._is_settled:
            self._is_settled = True
            if self.on_gpu:
                _write(True)
            elif devices() and _read() is None:
                self._begin_probe()

    def close(self) -> None:
        """End the probe, if there is one."""
        probe, self._probe = self._probe, None
        if probe is not None:
            probe.kill()
            probe.wait()

    def _begin_probe(self) -> None:
        _write(False)  # one that takes the machine down is not begun again
        self._give_up_s = time.monotonic() + _PATIENCE_S
        nothing = subprocess.DEVNULL
        argv = [sys.executable, "-m", "studio.ar.gpu"]
        with contextlib.suppress(OSError):
            self._probe = subprocess.Popen(argv, stdin=nothing, stdout=nothing, stderr=nothing)


def is_worth_it(gpu_ms: Sequence[float], cpu_ms: Sequence[float]) -> bool:
    """Say whether a card with these times is to look; the first few of them warm it up."""
    half = len(gpu_ms) // 2
    return float(np.median(gpu_ms[half:])) < _WORTH * float(np.median(cpu_ms[half:]))


def _key() -> str:
    version = importlib.metadata.version("mediapipe")
    return f"mediapipe {version} on {' '.join(devices())}"


def _path() -> Path:
    return cache_folder() / "ar_gpu.json"


def _read() -> bool | None:
    """Return what is known of the cards that are here; None if nothing is."""
    try:
        choice = json.loads(_path().read_bytes())
        known = choice["use"] if choice["key"] == _key() else None
    except (OSError, ValueError, KeyError, TypeError, importlib.metadata.PackageNotFoundError):
        return None
    return known if isinstance(known, bool) else None


def _write(use: bool) -> None:
    with contextlib.suppress(OSError, importlib.metadata.PackageNotFoundError):
        path = _path()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"key": _key(), "use": use}))


def _times_ms(on_gpu: bool) -> list[float]:
    reader = FaceReader(whole_path(named("face")), on_gpu=on_gpu)
    rgb = np.random.default_rng(1).integers(0, 255, (_PX, _PX, 3), np.uint8)
    times_ms = []
    for _ in range(_LOOKS):
        begin_s = time.perf_counter()
        reader.look(rgb)
        times_ms.append(1000 * (time.perf_counter() - begin_s))
    reader.close()
    return times_ms


def main() -> int:
    """Try both, and write down which is to look; the exit code tells whether it could be tried."""
    try:
        _write(is_worth_it(_times_ms(True), _times_ms(False)))
    except (StudioError, RuntimeError, ValueError) as error:
        print(f"The graphics card can't look for faces: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
