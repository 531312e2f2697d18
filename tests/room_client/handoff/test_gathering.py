"""Tests of studio.room_client.handoff.gathering."""

from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest

from studio.ipc.message import Message
from studio.model import session as sessions
from studio.model.session import LivePlan, Session, StartedOutput
from studio.room_client.handoff.around import Here
from studio.room_client.handoff.errors import HandoverError
from studio.room_client.handoff.gathering import destinations, gathered

PLAN = LivePlan(collection="/x/scenes.json", fps=Fraction(25), video_kbps=3000)


def snapshot(folder: Path) -> Message:
    inputs = [
        {"name": "Logo", "kind": "image", "settings": {"file": "logo.png"}},
        {"name": "Gone", "kind": "image", "settings": {"file": "gone.png"}},
    ]
    collection = {"schema": 1, "inputs": inputs, "scenes": [{"name": "A"}, {"name": "B"}]}
    return {
        "collection": collection,
        "collection_path": str(folder / "scenes.json"),
        "program_scene": "B",
    }


def test_what_the_engine_has_and_the_session_knows_goes_along(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"logo")
    started = {
        "push-1": StartedOutput(url="ws://room/publish/1?token=T", title="Room"),
        "push-2": StartedOutput(url="rtmp://platform/app/KEY", title="Platform"),
    }
    begun = Session.begin(PLAN).model_copy(update={"destinations": started, "compositor": "wgpu"})
    sessions.save(begun, tmp_path)
    outgoing = gathered("pc", snapshot(tmp_path), Here("", tmp_path, ("gift-rain",)))
    state, digest = outgoing.state, sha256(b"logo").hexdigest()
    assert outgoing.files == {digest: tmp_path / "logo.png"}
    assert (state.device, state.scene, state.has_gpu) == ("pc", "B", True)
    assert (state.encoding.fps, state.encoding.video_kbps) == ("25", 3000)
    assert [each.title for each in state.destinations] == ["Platform"]  # the room goes on
    assert destinations(Here("", tmp_path)) == list(state.destinations)
    assert state.plugins == ("gift-rain",)
    assert state.left_out == ("gone.png is not sent along: there is no such file.",)


def test_without_a_session_or_scenes_it_is_told(tmp_path: Path) -> None:
    here = Here("", tmp_path)
    assert destinations(here) == []
    with pytest.raises(HandoverError, match="no session"):
        gathered("pc", snapshot(tmp_path), here)
    sessions.save(Session.begin(PLAN), tmp_path)
    with pytest.raises(HandoverError, match="can't be understood"):
        gathered("pc", {"collection": {"scenes": []}}, here)
