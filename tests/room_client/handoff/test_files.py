"""Tests of studio.room_client.handoff.files, against a real edge."""

import asyncio
from hashlib import sha256
from pathlib import Path

import pytest

from studio.room_client.api import ApiError, RoomApi
from studio.room_client.handoff.errors import HandoverError
from studio.room_client.handoff.files import PIECE_BYTES, Files
from studio.room_client.session import Session
from tests.room.http.conftest import site as site
from tests.room.http.site import Site

pytestmark = pytest.mark.slow  # for the edge

DATA = bytes(range(251)) * (PIECE_BYTES // 100)
DIGEST = sha256(DATA).hexdigest()


def files(site: Site) -> Files:
    api = RoomApi(site.url)
    return Files(api, Session(api, site.edge.anchor_link.partition("invitation=")[2]), "1")


def test_a_file_goes_there_in_pieces_and_comes_whole(site: Site, tmp_path: Path) -> None:
    source, target, sent, came = tmp_path / "a", tmp_path / "b", [0], [0]
    source.write_bytes(DATA)

    async def go() -> None:
        both = files(site)
        await both.send(source, DIGEST, len(DATA), sent.append)
        await both.fetch(DIGEST, len(DATA), target, came.append)
        again: list[int] = []
        await both.send(source, DIGEST, len(DATA), again.append)
        assert len(again) == 1  # it is there

    asyncio.run(go())
    assert target.read_bytes() == DATA
    assert sum(sent) == sum(came) == len(DATA)
    assert len(sent) > 2


def test_what_is_larger_or_not_there_leaves_nothing(site: Site, tmp_path: Path) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(DATA[:1000])
    small = sha256(DATA[:1000]).hexdigest()

    async def go() -> None:
        both = files(site)
        await both.send(source, small, 1000, lambda count: None)
        with pytest.raises(ApiError, match="more than was announced"):
            await both.fetch(small, 999, target, lambda count: None)
        with pytest.raises(ApiError, match="never sent"):
            await both.fetch("0" * 64, 10, target, lambda count: None)
        with pytest.raises(HandoverError, match="has become shorter"):
            await both.send(source, "1" * 64, 2000, lambda count: None)
        with pytest.raises(ApiError, match="not what it was announced"):
            await both.send(source, "2" * 64, 1000, lambda count: None)

    asyncio.run(go())
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
