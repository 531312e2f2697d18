"""``python -m studio.room.relay.transcode``: the relay alone starts it."""

import os
import signal
import sys

import setproctitle

from studio.model.errors import StudioError
from studio.room.relay.target import Target
from studio.room.relay.transcode.intake import Intake
from studio.room.relay.transcode.work import Work
from studio.telemetry.logs import start_logging

_STDIN, _STDOUT, _STDERR = 0, 1, 2
_MOST_LINE_BYTES = 4096


def main() -> int:
    """Work until standard input ends; return the exit code."""
    start_logging("transcode")
    setproctitle.setproctitle("rocket-studio room transcode")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the relay's: it ends our input
    out = os.dup(_STDOUT)
    os.dup2(_STDERR, _STDOUT)  # whatever a library prints ends up in the log
    try:
        work = Work(Target.read(_line()), lambda data: _write(out, data))
        intake = Intake(_STDIN, work.hear)
        while waiting := intake.take():
            work.take(*waiting)
            work.report(intake.dropped, wants_key=intake.wants_key)
    except BrokenPipeError:
        return 0  # the relay wants no more
    except StudioError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _line() -> bytes:
    """Read the first line, and no byte more."""
    line = bytearray()
    while not line.endswith(b"\n") and len(line) < _MOST_LINE_BYTES:
        if not (piece := os.read(_STDIN, 1)):
            break
        line += piece
    return bytes(line)


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


if __name__ == "__main__":
    sys.exit(main())
