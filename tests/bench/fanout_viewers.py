"""Drives the load generator (fanout/viewers.c), which runs on core 1.

with Viewers(built, subject, 10_000) as viewers:
    viewers.connect()
    viewers.run(rate=50, pack_ms=0, seconds=30)["p99_ms"]
"""

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.bench.fanout_subjects import Subject
from tests.bench.processes import end

CORE = "1"

Answer = dict[str, float]


class Viewers:
    """Thousands of viewers of one server."""

    def __init__(self, built: Path, subject: Subject, count: int) -> None:
        argv = ["taskset", "-c", CORE, str(built / "viewers"), subject.protocol]
        argv += [str(subject.port), subject.path, str(count)]
        if subject.tokens:
            argv.append(str(subject.tokens))
        self._process = subprocess.Popen(
            argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        end(self._process)  # type: ignore[arg-type]  # text or bytes is the same to it

    def connect(self, epoch: str = "-", offset: int = 0) -> Answer:
        """Let all connect, also again."""
        return self._ask(f"connect {epoch} {offset}")

    def watch(self, seconds: float) -> Answer:
        """Let them only read."""
        return self._ask(f"watch {seconds}")

    def run(self, rate: int, pack_ms: int, seconds: float) -> Answer:
        """Let them talk; return what arrived and how late."""
        return self._ask(f"run {rate} {pack_ms} {seconds}")

    def _ask(self, words: str) -> Answer:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"The load generator ended at {words!r}; the server may have too.")
        answer: Answer = json.loads(line)
        return answer
