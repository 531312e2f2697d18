"""Rocket Studio on the standard scene, started as an outsider would: by ``contestant``."""

import json
import os
import subprocess
from pathlib import Path

from tests.bench.processes import end, start
from tests.bench.rig import Rig
from tests.bench.run_options import RunOptions


class StudioSubject:
    """A running ``rocket-studio live``."""

    name = "studio"

    def __init__(self, rig: Rig, options: RunOptions) -> None:
        self._log = rig.folder / "subject.log"
        self._stats = rig.folder / "stats.json"
        numbers = [options.width, options.height, options.fps, options.kbps]
        places = [rig.display, str(options.media), str(rig.folder)]
        program = str(Path(__file__).with_name("contestant"))
        self._argv = [program, rig.url, *map(str, numbers), *places]
        self._environment = os.environ | {
            "DISPLAY": rig.display,
            "BENCH_COMPOSITOR": options.compositor,
            "BENCH_LATENCY": options.latency,
            "BENCH_PRESET": options.preset,
            "BENCH_LAYERS": ",".join(options.layers),
        }

    def start(self) -> int:
        """Start it and return its process id."""
        self._process: subprocess.Popen[bytes] = start(
            self._argv, self._log, environment=self._environment
        )
        return self._process.pid

    def counts(self) -> dict[str, float]:
        """Return nothing: the statistics at the end have all counts."""
        return {}

    def end(self) -> dict[str, object]:
        """End it and return the statistics that it wrote."""
        end(self._process)
        if not self._stats.exists():
            return {"error": f"no statistics were written; see {self._log}"}
        stats: dict[str, object] = json.loads(self._stats.read_text())
        return stats
