"""What both sides of a handoff need of their room, and what the user's side has told of itself."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from studio.ipc.message import Message
from studio.model import session as sessions
from studio.room_client.api import RoomApi, room_path
from studio.room_client.going_live import GoingLive
from studio.room_client.handoff.engine_line import EngineLine
from studio.room_client.handoff.errors import HandoverError
from studio.room_client.handoff.files import Files
from studio.room_client.session import Session

HandOver = Literal["ask", "yes", "no"]
GPU_COMPOSITOR = "wgpu"
_TOLD_EVERY_S = 0.2
_AGAIN_S = 0.3
_PATIENCE_S = 30.0
_UNREACHABLE = ("unreachable", "busy")


@dataclass(frozen=True, slots=True)
class Here:
    """This studio.

    Attributes:
        engine: Where it listens; "" while there is none.
        run_dir: Of its session.
        plugins: That are on.
        hand_over: Whether its state is given to who asks: after its user said so, always, never.
    """

    engine: str
    run_dir: Path
    plugins: tuple[str, ...] = ()
    hand_over: HandOver = "ask"

    @classmethod
    def of(cls, message: Message) -> "Here":
        """Return what a subscriber says of itself.

        Raises:
            HandoverError: If it does not.
        """
        engine, run_dir = message.get("engine", ""), message.get("run_dir")
        plugins, hand_over = message.get("plugins", []), message.get("hand_over", "ask")
        if not isinstance(engine, str) or not isinstance(run_dir, str):
            raise HandoverError("A handoff needs the engine's address and the session's folder.")
        if not isinstance(plugins, list) or hand_over not in ("ask", "yes", "no"):
            raise HandoverError("A handoff has a list of plugins, and asks, does or does not.")
        return cls(engine, Path(run_dir), tuple(map(str, plugins)), hand_over)

    @property
    def has_gpu(self) -> bool:
        """Whether its pictures are drawn by a GPU."""
        session = sessions.load(self.run_dir)
        return session is not None and session.compositor == GPU_COMPOSITOR


@dataclass(frozen=True, slots=True)
class Around:
    """See the module.

    Attributes:
        secret: Of the session, which the engine asks for.
        act: Does something in the room.
    """

    api: RoomApi
    session: Session
    room: str
    live: GoingLive
    files: Files
    secret: str
    act: Callable[[Message], Awaitable[Message]]

    @property
    def device(self) -> str:
        """What this studio is called."""
        return self.live.device

    async def line(self, here: Here) -> EngineLine:
        """Return a line to the studio's engine.

        Raises:
            HandoverError: If there is none.
        """
        return await EngineLine.open(here.engine, self.secret)

    async def act_patiently(self, action: Message) -> Message:
        """Do something in a room that may just be away for a moment.

        Raises:
            HandoverError: If the room refuses, or stays away.
        """
        deadline_s = time.monotonic() + _PATIENCE_S
        while (answer := await self.act(action)).get("type") != "accepted":
            is_away = answer.get("code") in _UNREACHABLE
            if not is_away or time.monotonic() > deadline_s:
                raise HandoverError(str(answer.get("sentence") or "The room refuses."))
            await asyncio.sleep(_AGAIN_S)
        return answer

    async def transcode(self, device: str, *, is_on: bool) -> None:
        """Have the relay make what a device sends fit what is on air, or no longer.

        Raises:
            HandoverError: If the room refuses, or stays away.
        """
        await self.act_patiently({"type": "handoff_transcode", "device": device, "on": is_on})

    async def devices(self) -> list[Message]:
        """Return the devices that publish to the room.

        Raises:
            StudioError: If the room can't say.
        """
        path = room_path(self.room, "handoff")
        found = await self.api.ask_many(path, token=await self.session.token())
        return [each for each in found if isinstance(each, dict)]


class Meter:
    """Tells how much of the files has come, a few times a second.

    Args:
        tell: Called in the loop with how much that is in all.
    """

    def __init__(self, tell: Callable[[int], None]) -> None:
        self._tell = tell
        self._loop = asyncio.get_running_loop()
        self._done_bytes = 0
        self._next_s = 0.0

    def add(self, count: int) -> None:
        """Note more bytes; from any thread."""
        self._done_bytes += count
        now_s = time.monotonic()
        if now_s >= self._next_s:
            self._next_s = now_s + _TOLD_EVERY_S
            self._loop.call_soon_threadsafe(self._tell, self._done_bytes)
