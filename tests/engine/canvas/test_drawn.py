"""Tests of studio.engine.canvas.drawn: which process is asked for what."""

from studio.engine.canvas.drawn import Drawn
from studio.engine.processes import Processes
from studio.ipc.message import Message
from studio.model.canvas import Node
from studio.model.canvas_content import Lottie, Model, Particles, Shader

SNOW = Particles(width=64, height=64)
MODEL = Model(file="/a.glb", width=64, height=64)


def desk() -> tuple[Drawn, list[Message]]:
    asked: list[Message] = []
    processes = Processes()
    processes.supervisor_came(asked.append)
    return Drawn(processes, secret="", post=lambda act: None), asked


def put(drawn: Drawn, name: str, content: Particles | Model | Lottie | Shader) -> None:
    drawn.put((1, name), content, take=lambda feed: None, warn=lambda reason: None)


def test_live_nodes_and_rounds_have_a_process_of_their_own_each() -> None:
    drawn, asked = desk()
    put(drawn, "a", SNOW)
    put(drawn, "b", Shader(code="x", width=64, height=64))
    assert [each["name"] for each in asked] == ["effects-live"]
    put(drawn, "c", MODEL)
    put(drawn, "d", Lottie(file="/a.json", width=64, height=64))
    assert [each["name"] for each in asked] == ["effects-live", "effects-rounds"]
    drawn.close()
    assert [each["type"] for each in asked[2:]] == ["process_stop"] * 2


def test_how_live_nodes_are_drawn_is_told_only_while_there_are_some() -> None:
    drawn, _ = desk()
    drawn._hear({"type": "quality", "rate": 20, "size": 0.75, "missed": 0.1})
    assert drawn.quality == {}
    put(drawn, "a", SNOW)
    assert drawn.quality == {"rate": 20, "size": 0.75, "missed": 0.1}
    drawn.keep(2, {})
    assert drawn.quality
    drawn.keep(1, {"a": Node(id="a", content=SNOW)})
    assert drawn.quality
    drawn.keep(1, {"a": Node(id="a", content=MODEL)})
    assert drawn.quality == {}


def test_the_same_content_put_again_is_drawn_on() -> None:
    drawn, _ = desk()
    put(drawn, "a", SNOW)
    job = drawn._asked[1, "a"].job
    put(drawn, "a", Particles(width=64, height=64))
    assert drawn._asked[1, "a"].job == job
    put(drawn, "a", Particles(width=64, height=64, seed=1))
    assert drawn._asked[1, "a"].job != job
