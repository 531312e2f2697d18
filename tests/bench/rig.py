"""What stands round a subject: server, displays, the moving picture, the subscriber.

with Rig(folder, stage_hz=60) as rig:
    subject = start(command(rig.url, rig.display), …)
    rig.subscriber.first_video.wait(60)
"""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.bench.processes import end, favour, start
from tests.bench.standard_scene import DISPLAY_SIZE
from tests.bench.subscriber import Subscriber
from tests.servers import NginxRtmp

ROOT = Path(__file__).resolve().parents[2]
KEY = "bench"


class Rig:
    """Everything but the subject, started together and ended together.

    Args:
        folder: Gets logs and what is received; made by the rig.
        stage_hz: Pictures a second that the captured display shows.
    """

    def __init__(self, folder: Path, stage_hz: float) -> None:
        self.folder = folder
        self._stage_hz = stage_hz
        self._stack = ExitStack()
        self.processes: dict[str, int] = {}
        self.drawn = folder / "drawn.i64"

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True)
        with ExitStack() as stack:
            server = stack.enter_context(NginxRtmp(self.folder / "nginx"))
            favour(server.pid)
            self.url = server.url(KEY)
            self.display = self._show(stack, "display", DISPLAY_SIZE)
            self.desk = self._show(stack, "desk", (1280, 800))
            stage = [sys.executable, "-m", "tests.bench.stage", self.display]
            process = start(
                [*stage, str(self._stage_hz), str(self.drawn)],
                self.folder / "stage.log",
                environment=os.environ | {"PYTHONPATH": str(ROOT)},
            )
            stack.callback(end, process)
            self.subscriber = stack.enter_context(Subscriber(self.folder, self.url))
            self.processes |= {"nginx": server.pid, "stage": process.pid}
            self._stack = stack.pop_all()
        return self

    def _show(self, stack: ExitStack, name: str, size: tuple[int, int]) -> str:
        """Start a display on a number that Xvfb picks, and return its name."""
        read, write = os.pipe()
        screen = f"{size[0]}x{size[1]}x24"
        argv = ["Xvfb", "-displayfd", str(write), "-screen", "0", screen, "-nolisten", "tcp", "-ac"]
        process: subprocess.Popen[bytes] = start(argv, self.folder / f"{name}.log", keep=[write])
        stack.callback(end, process)
        os.close(write)
        with open(read) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError(f"Xvfb did not start; see {self.folder}/{name}.log")
        self.processes[name] = process.pid
        return f":{number}"

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()
