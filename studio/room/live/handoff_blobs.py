"""What one studio leaves at the room for another that is to go on: files by what is in them.

They come in pieces, since a request is small, and are whole once their SHA-256 is that
under which they were announced.  Bounded for each room and in all, and kept for an hour::

    blobs = Blobs(folder, now_s)
    blobs.put("1", digest, at=0, size=len(data), piece=data)     # BlobError says why not
    blobs.find("1", digest)                                      # its file, or None

Blocking: called in a thread by those who may not wait.
"""

import shutil
import threading
from collections.abc import Callable, Iterator
from hashlib import file_digest, sha256
from pathlib import Path

from studio.model.errors import StudioError

MAX_ROOM_BYTES = 200 << 20
MAX_ALL_BYTES = 1 << 30
MAX_PIECE_BYTES = 1 << 20
KEPT_S = 3600
_PART = ".part"


class BlobError(StudioError):
    """Something that is not taken."""


class Blobs:
    """See the module.

    Args:
        folder: Made when it is needed; what an earlier process left there is kept on.
        now_s: Wall clock, as files have it.
    """

    def __init__(self, folder: Path, now_s: Callable[[], float]) -> None:
        self._folder = folder
        self._now_s = now_s
        self._lock = threading.Lock()

    def put(self, room: str, digest: str, *, at: int, size: int, piece: bytes) -> int:
        """Take a piece; return how much is there now, from where the next one goes on.

        Args:
            room: Whose it is.
            digest: SHA-256 of the whole, as 64 lower-case digits.
            at: Where the piece begins; elsewhere than at the end of what is there it is not
                taken, and what is there is returned.
            size: Of the whole.
            piece: MAX_PIECE_BYTES at most.

        Raises:
            BlobError: If there is no room for it, or the whole is not what it was called.
        """
        with self._lock:
            self._forget_old()
            if self._file(room, digest).exists():
                return size
            part = self._file(room, digest + _PART)
            here = part.stat().st_size if part.exists() else 0
            if at != here:
                return here
            self._check_room(room, here, size, piece)
            part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with part.open("ab") as file:
                file.write(piece)
            here += len(piece)
            if here == size:
                self._finish(part, digest)
            return here

    def find(self, room: str, digest: str) -> Path | None:
        """Return the file of something that is whole; None if there is none."""
        with self._lock:
            self._forget_old()
            path = self._file(room, digest)
            return path if path.exists() else None

    def _check_room(self, room: str, here: int, size: int, piece: bytes) -> None:
        if len(piece) > MAX_PIECE_BYTES or here + len(piece) > size:
            raise BlobError("The piece is larger than it may be, or than was announced.")
        kept = sum(path.stat().st_size for path in self._files(self._place(room)))
        if kept - here + size > MAX_ROOM_BYTES:
            raise BlobError(
                f"All files of a handoff together may have {MAX_ROOM_BYTES >> 20} MB: leave out "
                "large ones, or wait until older ones are forgotten after an hour."
            )
        if sum(path.stat().st_size for path in self._files(self._folder)) > MAX_ALL_BYTES:
            raise BlobError("The server keeps as much for handoffs as it may; try again later.")

    def _finish(self, part: Path, digest: str) -> None:
        with part.open("rb") as file:
            found = file_digest(file, "sha256").hexdigest()
        if found != digest:
            part.unlink()
            raise BlobError("The file is not what it was announced as; send it again.")
        part.rename(part.with_name(digest))

    def _forget_old(self) -> None:
        oldest_s = self._now_s() - KEPT_S
        for path in list(self._files(self._folder)):
            if path.stat().st_mtime < oldest_s:
                path.unlink()
        if self._folder.exists():
            for place in self._folder.iterdir():
                if not any(place.iterdir()):
                    shutil.rmtree(place)

    def _files(self, folder: Path) -> Iterator[Path]:
        return (path for path in folder.rglob("*") if path.is_file())

    def _place(self, room: str) -> Path:
        """A room's folder; its name, which may be ``..``, is never a path."""
        return self._folder / sha256(room.encode()).hexdigest()[:32]

    def _file(self, room: str, name: str) -> Path:
        return self._place(room) / name
