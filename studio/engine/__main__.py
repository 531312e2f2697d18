"""``python -m studio.engine``: runs one session.  Only a supervisor starts it."""

import gc
import logging
import os
import signal
import sys
import threading
from pathlib import Path

import setproctitle

from studio.engine.engine import Engine
from studio.engine.shot import Shot
from studio.ipc import priority
from studio.ipc.child import Boot, announce_ready, watch_lifeline
from studio.model.errors import StudioError
from studio.model.events import SessionEnded
from studio.model.files import write_whole
from studio.model.session import OUTCOME_NAME
from studio.telemetry.logs import start_logging

log = logging.getLogger("studio.engine")

CRASHED = 70
SWITCH_INTERVAL_S = 0.001
"""How long a Python thread may keep others waiting; 5 ms would be a third of a frame."""


def _crash(fault: threading.ExceptHookArgs) -> None:
    """End at once: an engine that lost a thread is no engine, and a new one takes 1 s."""
    name = fault.thread.name if fault.thread else "a thread"
    log.critical("%s died; the engine ends.", name, exc_info=fault.exc_value)
    os._exit(CRASHED)


def main() -> int:
    """Run until the session ends.

    Returns:
        0, also if nothing could run: any other code means a crash, after which
        the supervisor starts the engine again.
    """
    boot = Boot.read()
    setproctitle.setproctitle("rocket-studio engine")
    start_logging(boot.name)
    log.info("The engine starts.")
    threading.excepthook = _crash
    priority.rank(priority.ENGINE)
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    if "shot" in boot:
        Shot(boot).run(announce_ready)
        return 0
    try:
        engine = Engine(boot)
    except StudioError as error:
        log.error("%s", error)
        ended = SessionEnded(ok=False, reason=str(error), stats={})
        write_whole(Path(str(boot["run_dir"])) / OUTCOME_NAME, ended.model_dump_json())
        return 0
    signal.signal(signal.SIGTERM, lambda *_: engine.end("The engine was told to end."))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    watch_lifeline(engine.supervisor_lost)
    # What was made until now lives as long as the process: the collector need not look at it.
    gc.collect()
    gc.freeze()
    engine.run(announce_ready)
    return 0


if __name__ == "__main__":
    sys.exit(main())
