"""A process that mixes what a sound device says, for tests with a sound server.

PortAudio reads the server's address from the environment when it is loaded, so it
needs a process of its own.  Arguments: device, sink for a monitor that plays beeps
(or nothing), seconds, and a file for what was captured.  It prints one JSON line with
what it found out.
"""

import json
import sys
import threading
import time

import numpy as np
from numpy.typing import NDArray

from studio.engine.mixer.device_input import DeviceInput
from studio.engine.mixer.mixer import Mixer
from studio.engine.mixer.monitor import Monitor
from studio.engine.mixer.settings import InputSettings
from studio.engine.mixer.timeline import Samples
from studio.engine.mixer.tone_input import ToneInput
from studio.engine.sources.source import Health

BEEPS, CAPTURED = 1, 0


def main(device: str, sink: str, seconds: float, path: str) -> None:
    epoch_ns = time.monotonic_ns()
    blocks: list[NDArray[np.float32]] = []
    numbers: list[int] = []
    enough = threading.Event()
    monitor = Monitor(sink) if sink else None

    def on_block(n: int, buses: list[Samples]) -> None:
        if monitor is not None:
            monitor.put(buses[BEEPS])
        if not buses[CAPTURED].any() and not numbers:
            return
        numbers.append(n)
        blocks.append(buses[CAPTURED].copy())
        if len(blocks) >= seconds * 48_000 / 1024:
            enough.set()

    source = DeviceInput(device or None, epoch_ns)
    mixer = Mixer(epoch_ns, on_block=on_block)
    mixer.add_input("mic", source, InputSettings(buses=1 << CAPTURED))
    beep = ToneInput(1000.0, level_db=-6.0, beep_ms=50)
    mixer.add_input("beep", beep, InputSettings(buses=1 << BEEPS))
    enough.wait(60)
    stats = mixer.stats()
    found = {
        "health": source.state.health,
        "is_running": source.state.health is Health.RUNNING,
        "drift_ppm": source.drift_ppm,
        "error_ms": source.error_ms,
        "delay_ms": source.delay_ns / 1e6,
        "first_block": numbers[0] if numbers else None,
        "missing_frames": stats.missing_frames["mic"],
        "jumped_blocks": stats.jumped_blocks,
        "loaded_asyncio": "asyncio" in sys.modules,
        "underruns": monitor.backlog.underruns if monitor and monitor.backlog else None,
    }
    mixer.close()
    if monitor is not None:
        monitor.close()
    np.save(path, np.concatenate(blocks) if blocks else np.zeros((0, 2), np.float32))
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4])
