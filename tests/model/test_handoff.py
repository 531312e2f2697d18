"""Tests of studio.model.handoff."""

from hashlib import sha256
from pathlib import Path

import pytest

from studio.model.handoff import (
    MAX_FILES_BYTES,
    Asset,
    Destination,
    HandoffError,
    Outgoing,
    gather,
    read_state,
)
from studio.model.scene import Collection
from studio.model.session import LivePlan

LOGO = Asset(sha256=sha256(b"logo").hexdigest(), size_bytes=4, name="logo.png")
FILM = Asset(sha256=sha256(b"film").hexdigest(), size_bytes=MAX_FILES_BYTES - 2, name="film.mp4")
FILES = {"logo.png": LOGO, "a/logo.png": LOGO, "film.mp4": FILM}
COLLECTION = Collection.model_validate(
    {
        "schema": 1,
        "inputs": [
            {"name": "Logo", "kind": "image", "settings": {"file": "logo.png"}},
            {"name": "Again", "kind": "image", "settings": {"file": "a/logo.png"}},
            {"name": "Gone", "kind": "image", "settings": {"file": "gone.png"}},
            {"name": "Camera", "kind": "camera", "settings": {"device": "HD Webcam"}},
            {"name": "Screen", "kind": "screen"},
            {"name": "Title", "kind": "text", "settings": {"text": "Hi", "font": "Kai.ttf"}},
        ],
        "scenes": [{"name": "Main", "items": [{"source": "Logo"}]}],
    }
)
PLAN = LivePlan(collection="/x/scenes.json", encoder="h264_nvenc", video_kbps=6000, latency="low")


def gathered(*more: dict[str, object]) -> Outgoing:
    inputs = [each.model_dump() for each in COLLECTION.inputs] + list(more)
    collection = Collection.model_validate(
        COLLECTION.model_dump(by_alias=True) | {"inputs": inputs}
    )

    def file_of(name: str) -> tuple[Asset, Path] | None:
        asset = FILES.get(name)
        return (asset, Path("/x") / name) if asset else None

    return gather("PC", collection, PLAN, file_of, has_gpu=True)


def test_files_go_along_once_by_what_is_in_them_and_are_found_again() -> None:
    outgoing = gathered()
    assert outgoing.state.assets == (LOGO,)
    assert set(outgoing.files) == {LOGO.sha256}
    assert outgoing.state.left_out == ("gone.png is not sent along: there is no such file.",)
    state = read_state(outgoing.state.model_dump_json(by_alias=True))
    assert state == outgoing.state
    inputs = state.collection_in(Path("/here")).inputs
    kept = f"/here/{LOGO.sha256}.png"
    assert [each.settings.get("file") for each in inputs[:3]] == [
        kept,
        kept,
        "/here/not-sent-along",
    ]
    assert inputs[3:] == COLLECTION.inputs[3:]


def test_the_encoding_is_that_of_the_session() -> None:
    encoding = gathered().state.encoding
    assert (encoding.width, encoding.height, encoding.fps) == (1920, 1080, "30")
    assert (encoding.encoder, encoding.video_kbps, encoding.latency) == ("h264_nvenc", 6000, "low")


def test_what_is_too_much_is_left_out_and_told() -> None:
    film: dict[str, object] = {"name": "Film", "kind": "media", "settings": {"file": "film.mp4"}}
    outgoing = gathered(film)
    assert outgoing.state.assets == (LOGO,)
    assert outgoing.state.left_out[-1] == (
        "film.mp4 is not sent along: all files together may have 200 MB."
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "can't be used"),
        ("{}", "at device"),
        ('{"version": 2}', "at version"),
        ("x" * 1_000_000, "too large"),
    ],
)
def test_what_is_no_state_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(HandoffError, match=sentence):
        read_state(text)


def test_files_that_are_too_much_together_are_refused() -> None:
    second = FILM.model_copy(update={"sha256": "0" * 64})
    state = gathered().state.model_copy(update={"assets": (FILM, second)})
    with pytest.raises(HandoffError, match="larger than 200 MB together"):
        read_state(state.model_dump_json(by_alias=True))


def test_a_file_is_kept_under_a_name_that_can_t_lead_elsewhere() -> None:
    asset = LOGO.model_copy(update={"name": "../../x/.ssh/key.a/b"})
    assert asset.kept_as == LOGO.sha256


def test_where_it_goes_travels_with_its_keys_and_is_never_shown() -> None:
    platform = Destination(url="rtmp://x/app/KEY", title="Platform")
    outgoing = gather("PC", COLLECTION, PLAN, lambda name: None, destinations=[platform])
    state = read_state(outgoing.state.model_dump_json(by_alias=True))
    assert state.destinations == (platform,)
    assert "KEY" not in repr(state)
