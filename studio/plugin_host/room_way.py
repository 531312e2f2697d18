"""The host's way to the room: has things done there as its anchor, and matches the answers.

Belongs to the host's main thread.
"""

import itertools

from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.plugin_host.asked_for import Then


class RoomWay:
    """See the module; ``channel`` is set as the room client comes and goes."""

    def __init__(self) -> None:
        self._channel: Channel | None = None
        self._numbers = itertools.count(1)
        self._asked: dict[int, Then] = {}

    def open(self, channel: Channel) -> None:
        """Use a connection to the room client from now on."""
        self._channel = channel

    def lose(self) -> None:
        """Note that it is gone; what was asked for is refused."""
        self._channel = None
        asked, self._asked = self._asked, {}
        for then in asked.values():
            then(_refused("The connection to the room was lost."))

    def act(self, action: Message, then: Then) -> None:
        """Have something done in the room; ``then`` gets its ``accepted`` or ``refused``."""
        number = next(self._numbers)
        message: Message = {"type": "act", "id": number, "action": action}
        if self._channel is None or not self._channel.send(message):
            then(_refused("There is no room to do that in."))
        else:
            self._asked[number] = then

    def acted(self, message: Message) -> None:
        """Take an answer."""
        number, answer = message.get("id"), message.get("answer")
        then = self._asked.pop(number, None) if isinstance(number, int) else None
        if then:
            then(answer if isinstance(answer, dict) else _refused("The room did not answer."))


def _refused(sentence: str) -> Message:
    return {"type": "refused", "code": "unreachable", "sentence": sentence}
