"""The engine's end of a programme, within this process: pictures of a clip, a key frame when asked.

end = ProgrammeEnd(clip)
end.programme
await end.run()             # until cancelled
"""

import asyncio

from studio.ipc.message import Message
from studio.link.programme import Programme
from tests.link.encoded_clip import EncodedClip


class ProgrammeEnd:
    """See the module.

    Attributes:
        programme: What it brings pictures to.
        told: What it was told.
    """

    def __init__(self, clip: EncodedClip) -> None:
        self.programme = Programme()
        self.told: list[Message] = []
        self._clip = clip
        self._at = 0
        self.programme.use(self)

    def send(self, message: Message) -> bool:
        """Take what it is told."""
        self.told.append(message)
        if message["type"] == "key_wanted":
            self._at = 0
        return True

    @property
    def is_watched(self) -> bool:
        """What it was told last."""
        return [each["on"] for each in self.told if each["type"] == "watch"][-1:] == [True]

    async def run(self) -> None:
        """Bring pictures until cancelled."""
        number = 0
        while True:
            data, is_key = self._clip.pictures[self._at], self._at == 0
            self._at = (self._at + 1) % len(self._clip.pictures)
            pts_ns = number * 1_000_000_000 // self._clip.fps
            self.programme.picture({"pts_ns": pts_ns, "key": is_key, "data": data})
            number += 1
            await asyncio.sleep(1 / self._clip.fps)
