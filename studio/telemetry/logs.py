"""Log lines as JSON, one object a line, to the process's standard error.

The supervisor opens each process's log file and hands it over as standard
error, so a process that crashes leaves its last words in the same file.
"""

import json
import logging
import re
import sys
import time
from collections.abc import Callable
from typing import TextIO


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object: time, level, process, where, what."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "process": self._process,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class EcsLines(logging.Formatter):
    """Formats a record as one JSON object with the names of the Elastic Common Schema.

    For servers, whose lines are gathered from many machines.  Fields come with the
    record as ``extra={"ecs": {"user.id": "u1"}}``: ids only, never names or words.
    A signed token that slipped into a text or a traceback is struck out.
    """

    _TOKEN = re.compile(r"eyJ[\w-]{8,}\.[\w-]*\.[\w-]*")

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "@timestamp": _time(record),
            "log.level": record.levelname.lower(),
            "message": record.getMessage(),
            "ecs.version": "8.11.0",
            "service.name": "rocket-studio",
            "process.name": self._process,
            "process.pid": record.process,
            "log.logger": record.name,
        }
        fields = getattr(record, "ecs", None)
        if isinstance(fields, dict):
            line.update(fields)
        if record.exc_info and record.exc_info[0] is not None:
            line["error.type"] = record.exc_info[0].__name__
            line["error.stack_trace"] = self.formatException(record.exc_info)
        return self._TOKEN.sub("[token]", json.dumps(line, ensure_ascii=False))


def _time(record: logging.LogRecord) -> str:
    seconds = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
    return f"{seconds}.{int(record.msecs):03d}Z"


def start_logging(
    process: str,
    stream: TextIO | None = None,
    lines: Callable[[str], logging.Formatter] = JsonLines,
) -> None:
    """Send this process's log records to ``stream``, standard error by default.

    Args:
        process: What it is called.
        stream: Where its lines go.
        lines: What they look like: ``JsonLines``, or ``EcsLines`` for a server.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(lines(process))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)


class Seldom(logging.Filter):
    """Lets each message of a logger through at most once a second, and counts the rest."""

    def __init__(self, interval_s: float = 1.0) -> None:
        super().__init__()
        self._interval_s = interval_s
        self._last: dict[str, float] = {}
        self._held: dict[str, int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Decide by the message's template, so that numbers in it don't matter."""
        key = str(record.msg)
        if record.created - self._last.get(key, float("-inf")) < self._interval_s:
            self._held[key] = self._held.get(key, 0) + 1
            return False
        self._last[key] = record.created
        held = self._held.pop(key, 0)
        if held:
            record.msg = f"{record.getMessage()} ({held} more like it were left out)"
            record.args = None
        return True
