"""An edge that is killed again and again while a crowd gives and watches.

with Storm(folder, givers=100, per_s=1_000) as storm:
    storm.kill_once(up_s=2.0)
    story = storm.stop()
check_books(storm.data, story, COINS)
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.e2e.room_books import unkept_gifts
from tests.e2e.room_edge import PATIENCE_S, ROOM, RunningEdge, fill_wallets

TREE = Path(__file__).resolve().parents[2]
COINS = 1_000_000
WATCHERS = 2
MANY_AT_ONCE = 10
"""Acknowledged gifts of each giver after which the crowd is really back: not only retries."""


class Storm:
    """See the module.

    Args:
        folder: Gets all files.
        givers: How many people give; the edge lets each send 20 messages a second.
        per_s: Gifts, by all of them, while they are in.

    Attributes:
        data: The edge's folder.
        starts_s: How long each start of the edge took after a kill, until it listened.
        killed_s: When each kill was, by the monotonic clock.
    """

    def __init__(self, folder: Path, givers: int, per_s: float) -> None:
        self.data = folder / "data"
        self.starts_s: list[float] = []
        self.killed_s: list[float] = []
        self._folder = folder
        self._users = [f"giver{number:04d}" for number in range(givers)]
        self._per_s = per_s
        self._report = folder / "report.json"
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        fill_wallets(self.data, self._users, COINS)
        with ExitStack() as stack:
            self.edge = stack.enter_context(RunningEdge(self.data))
            self._crowd = stack.enter_context(self._start_crowd())
            stack.callback(self._crowd.kill)
            self.until(lambda now: now["giving"] == len(self._users) and now["acknowledged"])
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def kill_once(self, up_s: float) -> float:
        """Let it run for a while, kill it, start it again, and wait until the crowd is back.

        Returns:
            Gifts a second that were acknowledged before the kill.
        """
        self.edge.keep_spare()  # as the pair does
        first, begun_s = self.run(0), time.monotonic()
        before = self.run(up_s)
        rate = (before["acknowledged"] - first["acknowledged"]) / (time.monotonic() - begun_s)
        self.edge.kill()
        self.killed_s.append(time.monotonic())
        self.edge.start()
        self.starts_s.append(time.monotonic() - self.killed_s[-1])
        outages = before["outages"][0] + 1
        self.until(
            lambda now: (
                min(now["outages"]) >= outages
                and now["watching"] == WATCHERS
                and now["acknowledged"] > before["acknowledged"] + MANY_AT_ONCE * len(self._users)
            )
        )
        return float(rate)

    def run(self, seconds: float) -> dict[str, Any]:
        """Let them give for a while; return how it goes."""
        end_s = time.monotonic() + seconds
        while (left_s := end_s - time.monotonic()) > 0:
            assert self.edge.process.poll() is None, self.edge.text
            time.sleep(min(left_s, 0.1))
        return self._order("status")

    def until(self, is_so: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
        """Wait until it goes as wanted."""
        end_s = time.monotonic() + PATIENCE_S
        while not is_so(now := self._order("status")):
            assert time.monotonic() < end_s, f"{now}\n{self.edge.text}"
            assert self.edge.process.poll() is None, self.edge.text
            time.sleep(0.05)
        return now

    def stop(self) -> dict[str, Any]:
        """Let them give no more, end the edge in order, and return the report."""
        self._order("stop")
        end_s = time.monotonic() + PATIENCE_S
        while unkept_gifts(self.data) and time.monotonic() < end_s:
            time.sleep(0.1)
        self.edge.end()
        story: dict[str, Any] = json.loads(self._report.read_text())
        return story

    def _start_crowd(self) -> "subprocess.Popen[str]":
        plan = {
            "url": self.edge.url,
            "room": ROOM,
            "givers": [[user, self.edge.token(user)] for user in self._users],
            "watchers": [self.edge.token(f"watcher{number}") for number in range(WATCHERS)],
            "per_s": self._per_s,
            "report": str(self._report),
        }
        path = self._folder / "plan.json"
        path.write_text(json.dumps(plan))
        with (self._folder / "crowd.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.e2e.room_givers", str(path)],
                cwd=TREE,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def _order(self, order: str) -> dict[str, Any]:
        assert self._crowd.stdin is not None
        assert self._crowd.stdout is not None
        self._crowd.stdin.write(f"{order}\n")
        self._crowd.stdin.flush()
        line = self._crowd.stdout.readline()
        assert line, (self._folder / "crowd.log").read_text()
        answer: dict[str, Any] = json.loads(line)
        return answer
