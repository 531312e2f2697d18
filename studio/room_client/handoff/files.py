"""Files of a handoff, through the room: sent in pieces, fetched and checked by what is in them.

::

    files = Files(api, session, "1")
    await files.send(data_or_path, sha256, size, on_bytes)
    await files.fetch(sha256, size, path, on_bytes)      # whole, synced, or not there at all
"""

import asyncio
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from studio.room_client.api import RoomApi, room_path
from studio.room_client.handoff.errors import HandoverError
from studio.room_client.session import Session

PIECE_BYTES = 1 << 20
_TRIES = 5

OnBytes = Callable[[int], None]
"""Told how many more were sent or fetched."""


class Files:
    """Those of one room."""

    def __init__(self, api: RoomApi, session: Session, room: str) -> None:
        self._api = api
        self._session = session
        self._room = room

    async def send(
        self, what: bytes | Path, sha256: str, size_bytes: int, on_bytes: OnBytes
    ) -> None:
        """Leave something at the room; what is there of it already is not sent again.

        Raises:
            StudioError: If the room does not take it.
        """
        at, stuck = 0, 0
        while at < size_bytes:
            piece = await asyncio.to_thread(_piece, what, at)
            path = room_path(self._room, f"handoff/blob/{sha256}?at={at}&size={size_bytes}")
            answer = await self._api.put(path, piece, token=await self._session.token())
            kept = answer.get("kept_bytes")
            if not isinstance(kept, int) or not 0 <= kept <= size_bytes:
                raise HandoverError("The room server did not say what it has of a file.")
            stuck = stuck + 1 if kept <= at else 0
            if stuck >= _TRIES:
                raise HandoverError("The room server takes no more of a file: try again later.")
            on_bytes(max(0, kept - at))
            at = kept

    async def fetch(self, sha256: str, size_bytes: int, path: Path, on_bytes: OnBytes) -> None:
        """Get something from the room into a file.

        Raises:
            StudioError: If it is not there, or is not what it is called.
        """
        token = await self._session.token()
        address = room_path(self._room, f"handoff/blob/{sha256}")
        part = path.with_name(path.name + ".part")
        try:
            found = await asyncio.to_thread(
                _fetch, self._api, address, token, part, size_bytes, on_bytes
            )
            if found != sha256:
                raise HandoverError("A file of the other studio was changed on its way.")
            await asyncio.to_thread(part.replace, path)
        except OSError as error:
            raise HandoverError(f"{path} can't be written: {error.strerror}.") from error
        finally:
            part.unlink(missing_ok=True)


def _piece(what: bytes | Path, at: int) -> bytes:
    if isinstance(what, bytes):
        return what[at : at + PIECE_BYTES]
    try:
        with what.open("rb") as file:
            file.seek(at)
            piece = file.read(PIECE_BYTES)
    except OSError as error:
        raise HandoverError(f"{what} can't be read: {error.strerror}.") from error
    if not piece:
        raise HandoverError(f"{what} has become shorter: try again.")
    return piece


def _fetch(
    api: RoomApi, address: str, token: str, part: Path, size_bytes: int, on_bytes: OnBytes
) -> str:
    digest = hashlib.sha256()
    with part.open("wb") as file:
        for piece in api.pieces(address, token=token, most_bytes=size_bytes):
            file.write(piece)
            digest.update(piece)
            on_bytes(len(piece))
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()
