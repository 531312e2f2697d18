"""Tests of studio.engine.canvas.players: who is asked to fill which node."""

from collections.abc import Callable

import pytest

from studio.engine.canvas.players import Playable, Players
from studio.engine.processes import Processes
from studio.ipc.message import Message
from studio.model.canvas import Node
from studio.model.canvas_content import Particles, Video
from studio.model.command import CommandError


def _now(act: Callable[[], object]) -> None:
    act()


class Desk:
    """Players whose processes never come."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, object]] = []
        processes = Processes()
        processes.supervisor_came(self._hear)
        self.players = Players(processes, secret="", post=_now, grid=lambda: (0, 1_000_000_000, 30))

    def _hear(self, message: Message) -> None:
        self.asked.append((message["type"], message.get("kind", message["name"])))

    def put(self, name: str, content: Playable) -> None:
        self.players.put((1, name), content, take=lambda feed: None, warn=lambda reason: None)


FILM = Video(file="/film.webm")


def test_each_kind_is_filled_by_its_own_process_as_long_as_it_is_there() -> None:
    desk = Desk()
    desk.put("film", FILM)
    desk.put("snow", Particles(width=100, height=100))
    assert desk.asked == [("process_start", "capture"), ("process_start", "effects")]
    snow = Node(id="snow", content=Particles(width=100, height=100))
    desk.players.keep(1, {"snow": snow})
    assert desk.asked[2:] == [("process_stop", "video-1")]
    desk.players.close()
    assert [kind for kind, _ in desk.asked[3:]] == ["process_stop"]


def test_too_many_are_refused_before_anything_is_done() -> None:
    desk = Desk()
    nodes = {f"{n}": Node(id=f"{n}", content=FILM) for n in range(5)}
    with pytest.raises(CommandError, match="4 videos"):
        desk.players.check(1, nodes)
    assert not desk.asked
