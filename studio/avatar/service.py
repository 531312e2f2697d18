"""The avatar as a process: what it is told; what it does is the stage's."""

from studio.avatar.stage import Stage
from studio.avatar.wishes import Wishes
from studio.ipc.channel import Channel
from studio.ipc.child import Boot
from studio.ipc.message import Message
from studio.ipc.service import WorkService, WorkThread


class AvatarService(WorkService):
    """See the module and ``WorkService``."""

    def __init__(self, boot: Boot) -> None:
        self._wishes = Wishes()
        stage = Stage(boot.name, self._wishes, self._tell_news)
        super().__init__(boot, WorkThread("stage", stage.run, self._wishes.end))

    def left(self, channel: Channel) -> None:
        """Forget what an engine wanted: a new one says it anew."""
        if channel.peer_role == "engine":
            self._wishes.forget()

    def heard(self, channel: Channel, message: Message) -> bool:
        """Do what somebody says; tell whether it means anything."""
        return self._wishes.take(message)

    def _tell_news(self, message: Message) -> None:
        """Tell what is not as it was told last; in the work's thread."""
        key = str(message["type"])
        if self._kept.get(key) != message:
            self.tell(key, message)
