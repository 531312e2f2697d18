"""A studio whose room is open, and people who come by its links with a picture and a tone.

hosted = Hosted(stage, folder)
with hosted.visitor("phone") as phone:
    until(lambda: hosted.desk.phones)
with hosted.visitor("phone", back=phone):       # the same once more
    …
hosted.close()
"""

from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from studio.app.live.room_host import RoomHost
from studio.app.stage.desk import StageDesk
from studio.app.stage.stage_link import StageLink
from tests.app.engine_stage import Stage, until
from tests.link.encoded_clip import encode_clip
from tests.link.room_phone import RoomPhone
from tests.link.sender import Sender
from tests.room.loop_thread import LoopThread

SIZE = 320, 180


class Visitor:
    """Somebody who came."""

    def __init__(self, phone: RoomPhone, loop: LoopThread) -> None:
        self._phone = phone
        self._loop = loop

    @property
    def heard(self) -> list[dict[str, Any]]:
        """What came on the control channel."""
        return self._phone.sender.heard if self._phone.sender else []

    @property
    def comeback(self) -> str:
        """The invitation by which they may come again."""
        return self._phone.comeback

    @property
    def sender(self) -> Sender:
        """What they are linked by, once they are."""
        assert self._phone.sender
        return self._phone.sender

    def begin(self, work: Callable[[Sender], Coroutine[Any, Any, None]]) -> None:
        """Have them do something in their loop, until it is done or they go."""

        async def begin() -> None:
            self._phone._spawn(work(self.sender))

        self._loop.run(begin())

    def say(self, *messages: dict[str, Any]) -> None:
        """Say something on the control channel."""

        async def say() -> None:
            assert self._phone.sender is not None
            for each in messages:
                self._phone.sender.say(each)

        self._loop.run(say())


class Hosted:
    """See the module.

    Args:
        stage: The session.
        folder: Gets the app's settings.

    Attributes:
        clip: What visitors send.
    """

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.studio = stage.asking_studio(folder)
        self.host = RoomHost.of(self.studio)
        self.desk = StageDesk.of(self.studio)
        self.clip = encode_clip(*SIZE, fps=15, pictures=15, kbps=300)

    def link(self, kind: str) -> StageLink:
        """Return a link that was made."""
        link = StageLink.of(self.studio, kind)
        link.make()
        until(lambda: link.is_there)
        return link

    @contextmanager
    def visitor(self, kind: str, back: Visitor | None = None) -> Iterator[Visitor]:
        """Have somebody come by a link, and send as soon as they may.

        Args:
            kind: ``phone`` or ``guest``.
            back: Who was here before and comes again, as a page does that was kept open.
        """
        url = self.link(kind).url
        server = str(self.host._seat["server"])
        if back is not None:
            place = f"/{kind}/1#invitation={back.comeback}"
        else:  # as a browser goes on from the short address of the code
            path = url.removeprefix(self.host.trust).removeprefix("#")
            place = httpx.get(self.host.lan + path, verify=False).headers["location"]
        phone = RoomPhone(server + place, lambda send: Sender(self.clip, send), kind)
        with LoopThread() as loop:
            loop.run(phone.__aenter__())
            try:
                yield Visitor(phone, loop)
            finally:
                loop.run(phone.__aexit__(None, None, None))

    def close(self) -> None:
        """Close the room and hang up."""
        self.host.close()
        until(lambda: self.studio.room.connection == "" and self.host.state == "")
        self.studio.close()
