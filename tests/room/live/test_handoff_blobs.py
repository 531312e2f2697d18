"""Tests of studio.room.live.handoff_blobs."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from studio.room.live import handoff_blobs
from studio.room.live.handoff_blobs import KEPT_S, MAX_PIECE_BYTES, BlobError, Blobs

DATA = b"a picture" * 1000
DIGEST = sha256(DATA).hexdigest()


class Stand:
    def __init__(self, folder: Path) -> None:
        self.now_s = 1_800_000_000.0
        self.folder = folder / "handoff"
        self.blobs = Blobs(self.folder, lambda: self.now_s)

    def put(self, data: bytes, room: str = "1", digest: str = "") -> int:
        digest = digest or sha256(data).hexdigest()
        here = self.blobs.put(room, digest, at=0, size=len(data), piece=data)
        for path in self.folder.rglob("*"):
            os.utime(path, (self.now_s, self.now_s))
        return here


@pytest.fixture
def stand(tmp_path: Path) -> Stand:
    return Stand(tmp_path)


def test_what_came_in_pieces_is_whole_at_the_end(stand: Stand) -> None:
    put, size = stand.blobs.put, len(DATA)
    stand.now_s = 0
    assert put("1", DIGEST, at=0, size=size, piece=DATA[:4000]) == 4000
    assert stand.blobs.find("1", DIGEST) is None
    assert put("1", DIGEST, at=0, size=size, piece=DATA[:4000]) == 4000  # sent again
    assert put("1", DIGEST, at=4000, size=size, piece=DATA[4000:]) == size
    found = stand.blobs.find("1", DIGEST)
    assert found
    assert found.read_bytes() == DATA
    assert put("1", DIGEST, at=0, size=size, piece=DATA) == size
    assert stand.blobs.find("2", DIGEST) is None


def test_what_is_not_what_it_was_called_is_not_kept(stand: Stand) -> None:
    with pytest.raises(BlobError, match="not what it was announced as"):
        stand.put(DATA, digest="0" * 64)
    assert stand.blobs.find("1", "0" * 64) is None
    with pytest.raises(BlobError, match="larger than"):
        stand.blobs.put("1", DIGEST, at=0, size=5, piece=DATA)
    with pytest.raises(BlobError, match="larger than"):
        stand.put(bytes(MAX_PIECE_BYTES + 1))


def test_a_room_and_all_rooms_have_so_much_place(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handoff_blobs, "MAX_ROOM_BYTES", 10_000)
    stand.put(DATA)
    with pytest.raises(BlobError, match="All files of a handoff together"):
        stand.put(b"more" * 500)
    monkeypatch.setattr(handoff_blobs, "MAX_ALL_BYTES", 8_000)
    with pytest.raises(BlobError, match="as much for handoffs as it may"):
        stand.put(b"more" * 500, room="2")


def test_it_is_forgotten_after_an_hour(stand: Stand) -> None:
    stand.put(DATA)
    stand.now_s += KEPT_S - 1
    assert stand.blobs.find("1", DIGEST)
    stand.now_s += 2
    assert stand.blobs.find("1", DIGEST) is None
    assert list(stand.folder.iterdir()) == []


def test_the_name_of_a_room_leads_nowhere(stand: Stand) -> None:
    stand.put(DATA, room="..")
    assert [path.parent.parent for path in stand.folder.rglob("*") if path.is_file()] == [
        stand.folder
    ]
