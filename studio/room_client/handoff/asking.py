"""What the side that takes over asks the other for, and gets: its state, and the files of that.

::

    asking = Asking(around, hearing, telling)
    given = await asking.ask()                   # a phone has nothing to give: no "sha256"
    state, path = await asking.fetch(given)      # path: of the collection, beside its files
"""

import asyncio
import time
from pathlib import Path

from studio.ipc.message import Message
from studio.model.handoff import HandoffState, read_state
from studio.model.user_data import own_folder
from studio.room_client.handoff.around import Around, Meter
from studio.room_client.handoff.errors import HandoverError
from studio.room_client.handoff.hearing import Hearing
from studio.room_client.handoff.shelf import Shelf
from studio.room_client.handoff.told import Telling
from studio.room_client.sealed import SealingKey

AGREE_S = 150.0


class Asking:
    """See the module."""

    def __init__(self, around: Around, hearing: Hearing, telling: Telling) -> None:
        self._around = around
        self._hearing = hearing
        self._telling = telling
        self._key = SealingKey.make()

    async def ask(self) -> Message:
        """Ask what is on air; return where its answer lies, once it has agreed.

        Raises:
            HandoverError: If it does not.
            TimeoutError: If it says nothing.
        """
        around, hearing = self._around, self._hearing
        asking: Message = {
            "type": "handoff_ask",
            "device": around.device,
            "key": self._key.public,
        }
        await around.act_patiently(asking)
        asked_in, deadline_s = hearing.joins, time.monotonic() + AGREE_S
        while True:
            event = await hearing.next(deadline_s)
            if event["type"] == "joined" and event["join"] != asked_in:
                await around.act_patiently(asking)  # the room was away and has forgotten us
                asked_in = hearing.joins
            if event["type"] != "handoff_state" or event.get("key") != self._key.public:
                continue
            hearing.ask = whole(event.get("ask"))
            is_given = event.get("state") == "given"
            phone = {"step": "warming", "from_phone": True}
            self._telling.become(
                other=str(event.get("holder")),
                ends_ms=whole(event.get("ends_ms")),
                **(phone if is_given and not event.get("sha256") else {}),
            )
            if is_given:
                return event
            hearing.check_called_off(event)

    async def fetch(self, given: Message) -> tuple[HandoffState, Path]:
        """Get the state and all its files; return it and where its collection is now.

        Raises:
            StudioError: If something can't be had.
        """
        state = await self._fetch_state(given)
        return state, await self._fetch_files(state)

    async def _fetch_state(self, given: Message) -> HandoffState:
        self._telling.become(step="fetching", ends_ms=0)
        shelf = own_folder() / "handoff"
        await asyncio.to_thread(shelf.mkdir, mode=0o700, parents=True, exist_ok=True)
        box, size = shelf / "sealed", whole(given.get("size_bytes"))
        try:
            await self._around.files.fetch(str(given.get("sha256")), size, box, lambda count: None)
            sealed = await asyncio.to_thread(box.read_text, "ascii")
        except (OSError, ValueError) as error:
            raise HandoverError("The other studio's state can't be read.") from error
        finally:
            box.unlink(missing_ok=True)
        return read_state(self._key.open(sealed, self._around.room))

    async def _fetch_files(self, state: HandoffState) -> Path:
        shelf = Shelf(own_folder() / "handoff")
        folder = await asyncio.to_thread(shelf.new, time.localtime())
        needed = [asset for asset in state.assets if not shelf.link(asset, folder)]
        all_bytes = sum(asset.size_bytes for asset in needed)
        self._telling.become(all_bytes=all_bytes)
        meter = Meter(self._count)
        for asset in needed:
            path = folder / asset.kept_as
            await self._around.files.fetch(asset.sha256, asset.size_bytes, path, meter.add)
        self._telling.become(done_bytes=all_bytes)
        path = await asyncio.to_thread(shelf.keep, state.collection_in(folder), folder)
        await asyncio.to_thread(shelf.tidy, path)
        return path

    def _count(self, done_bytes: int) -> None:
        if self._telling.told.step == "fetching":  # a thread may still read what was given up
            self._telling.become(done_bytes=done_bytes)


def whole(value: object) -> int:
    """Return what should be a whole number; 0 for what is none."""
    return value if isinstance(value, int) else 0
