"""An AR process: what it is told; what it sees is the watcher's."""

from studio.ar.watcher import Watcher
from studio.ar.wishes import Look, Wishes
from studio.ipc.channel import Channel
from studio.ipc.child import Boot
from studio.ipc.message import Message
from studio.ipc.service import WorkService, WorkThread


class ArService(WorkService):
    """See the module and ``WorkService``."""

    def __init__(self, boot: Boot) -> None:
        self._wishes = Wishes()
        watcher = Watcher(boot.name, boot.secret, self._wishes, self.tell)
        super().__init__(boot, WorkThread("looking", watcher.run, self._wishes.end))

    def heard(self, channel: Channel, message: Message) -> bool:
        """Do what somebody says; tell whether it means anything."""
        match message:
            case {"type": "camera", "address": str(address)}:
                self._wishes.follow(address)
            case {"type": "look"}:
                self._wishes.want(Look.of(message))
            case {"type": "lagged", "frames": int(frames)}:
                self._wishes.lag(frames)
            case {"type": "rest"}:
                self._wishes.rest(True)
            case {"type": "wake"}:
                self._wishes.rest(False)
            case _:
                return False
        return True
