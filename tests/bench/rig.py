"""What stands round a subject: server, displays, the moving picture, the subscriber.

with Rig(folder, stage_hz=60) as rig:
    subject = start(command(rig.url, rig.display), …)
    rig.subscriber.first_video.wait(60)
"""

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.bench.processes import favour
from tests.bench.subscriber import Subscriber
from tests.bench.x_display import moving_picture, x_display
from tests.servers import NginxRtmp

KEY = "bench"
DESK_SIZE = (1280, 800)


class Rig:
    """Everything but the subject, started together and ended together.

    Attributes:
        url: Where the subject publishes.
        display: The one that it captures.
        desk: One for its own windows.
        processes: Process ids by what they are.

    Args:
        folder: Gets logs and what is received; made by the rig.
        stage_hz: Pictures a second that the captured display shows.
    """

    url: str
    display: str
    desk: str
    subscriber: Subscriber

    def __init__(self, folder: Path, stage_hz: float) -> None:
        self.folder = folder
        self.drawn = folder / "drawn.i64"
        self.processes: dict[str, int] = {}
        self._stage_hz = stage_hz
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True)
        with ExitStack() as stack:
            server = stack.enter_context(NginxRtmp(self.folder / "nginx"))
            favour(server.pid)
            self.url = server.url(KEY)
            shown, self.display = stack.enter_context(x_display(self.folder / "display.log"))
            desk, self.desk = stack.enter_context(x_display(self.folder / "desk.log", DESK_SIZE))
            stage = stack.enter_context(
                moving_picture(self.display, self._stage_hz, self.drawn, self.folder / "stage.log")
            )
            self.subscriber = stack.enter_context(Subscriber(self.folder, self.url))
            self.processes = {
                "nginx": server.pid,
                "display": shown.pid,
                "desk": desk.pid,
                "stage": stage.pid,
            }
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()
