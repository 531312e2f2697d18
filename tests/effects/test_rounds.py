"""Tests of studio.effects.rounds and service, in a process of their own."""

import json
import time
from pathlib import Path

import numpy as np
import pytest

from studio.ipc.message import Message
from studio.ipc.segment import Segment
from studio.model.head_views import VIEWS
from tests.effects.conftest import Start
from tests.effects.glb_files import Glb, paint
from tests.effects.lottie_files import spinning

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def model(tmp_path: Path, **more: object) -> dict[str, object]:
    file = tmp_path / "cube.glb"
    file.write_bytes(Glb().cube(paint(0.8, 0.1, 0.1)).data())
    return {"kind": "model", "file": str(file), "width": 64, "height": 64, **more}


def bytes_of(told: Message) -> int:
    boxes = told["boxes"]
    assert isinstance(boxes, list)
    memory = Segment.attach(str(told["name"])).memory
    assert memory.nbytes == sum(width * height * 5 // 2 for _, _, width, height in boxes)
    return int(np.count_nonzero(np.frombuffer(memory, np.uint8)))


def test_a_model_is_drawn_once_whoever_asks(start: Start, tmp_path: Path) -> None:
    process = start("rounds")
    turning = model(tmp_path, turns=1, loop_ms=500, pictures_s=20)
    process.draw(1, turning)
    first, whole = process.wait_for("first", 1), process.wait_for("drawn", 1)
    assert (first["loop_ns"], whole["loop_ns"]) == (0, 500_000_000)
    assert len(json.loads(json.dumps(whole["boxes"]))) == 10
    assert bytes_of(whole)
    process.draw(2, turning)
    assert process.wait_for("drawn", 2)["name"] == whole["name"]


def test_it_is_there_at_once_in_another_process(start: Start, tmp_path: Path) -> None:
    turning = model(tmp_path, turns=1, loop_ms=500, pictures_s=20)
    process = start("rounds")
    process.draw(1, turning)
    whole = process.wait_for("drawn", 1)
    deadline_s = time.monotonic() + 30
    while not list(tmp_path.rglob("*.round")):
        assert time.monotonic() < deadline_s
        time.sleep(0.01)
    other = start("rounds")
    other.draw(1, turning)
    again = other.wait_for_any(lambda each: each["type"] in ("drawn", "first"))
    assert again["type"] == "drawn"
    assert again["boxes"] == whole["boxes"]


def test_an_animation_is_drawn_and_what_is_wrong_is_refused(start: Start, tmp_path: Path) -> None:
    process = start("rounds")
    file = tmp_path / "bar.json"
    file.write_bytes(spinning(1, 0, 0))
    lottie = {"kind": "lottie", "file": str(file), "width": 50, "height": 50, "pictures_s": 5}
    process.draw(1, {**lottie, "file": str(tmp_path / "none.json")})
    process.draw(2, {"kind": "model", "file": str(file), "width": 50, "height": 50})
    process.draw(3, {"kind": "dance"})
    process.draw(4, lottie)
    assert "none.json can't be read" in str(process.wait_for("refused", 1)["reason"])
    assert "no glTF file" in str(process.wait_for("refused", 2)["reason"])
    assert "can't draw that" in str(process.wait_for("refused", 3)["reason"])
    assert process.wait_for("drawn", 4)["loop_ns"] == 2_000_000_000


def test_what_is_forgotten_is_not_drawn_on(start: Start, tmp_path: Path) -> None:
    process = start("rounds")
    process.draw(1, model(tmp_path, turns=1, loop_ms=20_000, pictures_s=60, width=400, height=400))
    process.wait_for("first", 1)
    process.channel.send({"type": "forget", "id": 1})
    process.draw(2, model(tmp_path))
    process.wait_for("drawn", 2)


def test_it_ends_when_it_is_told_to(start: Start) -> None:
    process = start("rounds")
    process.channel.send({"type": "stop"})
    assert process.child.wait(30)
    assert process.child.exit_code == 0


def test_a_model_on_a_head_is_drawn_from_all_sides(start: Start, tmp_path: Path) -> None:
    process = start("rounds")
    file = model(tmp_path)["file"]
    worn = {"kind": "head_views", "file": file, "width_mm": 10, "place_mm": [0, 0, 200]}
    process.draw(1, worn)
    first, whole = process.wait_for("first", 1), process.wait_for("drawn", 1)
    for told, count in ((first, 1), (whole, VIEWS)):
        boxes, facts = told["boxes"], told["facts"]
        assert isinstance(boxes, list)
        assert isinstance(facts, list)
        assert (len(boxes), len(facts)) == (count, 10)
        assert bytes_of(told)
    process.draw(2, {**worn, "file": str(tmp_path / "none.glb")})
    assert "none.glb can't be read" in str(process.wait_for("refused", 2)["reason"])
