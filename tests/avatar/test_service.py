"""Tests of studio.avatar.service: a real process, killed, misled, and left alone."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from studio.ipc.message import Message
from studio.ipc.ring import RingFormat
from tests.avatar.process import AvatarProcess, next_picture

pytestmark = pytest.mark.slow
Start = Callable[[Message], AvatarProcess]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[AvatarProcess] = []
    # pytest's own folders have paths too long for a socket.
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:

        def start_one(settings: Message) -> AvatarProcess:
            started.append(AvatarProcess(Path(folder), settings))
            return started[-1]

        yield start_one
        for process in started:
            process.close()


def test_draws_the_studios_own_avatar_where_no_file_is_named(start: Start) -> None:
    process = start({})
    reader = process.pictures()
    try:
        slot, luma = next_picture(reader)
        assert slot.format is RingFormat.NV12A
        assert slot.natural_width == slot.natural_height == 1024
        alpha = np.frombuffer(bytes(slot.data), np.uint8)[-slot.width * slot.height :]
        cover = alpha.reshape(slot.height, slot.width) / 255
        assert 0.1 < cover.mean() < 0.7
        assert cover[:4].max() == 0, "the background is clear"
        assert luma[cover > 0.99].std() > 20, "it has features"
    finally:
        reader.close()
    info = process.wait_for(lambda each: each["type"] == "info")
    assert (info["title"], info["codec"]) == ("Nova", "VRM 1.0")
    assert process.wait_health("running") == ""
