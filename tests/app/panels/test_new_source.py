"""Tests of studio.app.panels.new_source."""

from pathlib import Path

import pytest

from studio.app.panels.new_source import (
    addition,
    first_settings,
    kind_of_file,
    offered_kinds,
    suffixes,
    told_path,
)
from studio.model.edit import apply
from studio.model.kinds_captions import CaptionSourceSettings
from studio.model.layout import Layout
from studio.model.scene import Collection

COLLECTION = Collection.model_validate(
    {"canvas": {"width": 1280, "height": 720}, "scenes": [{"name": "Main"}]}
)


@pytest.mark.parametrize("kind", offered_kinds())
def test_each_kind_that_is_offered_is_added_twice_under_two_names(kind: str) -> None:
    settings = first_settings(kind, COLLECTION, "Words")
    edit, name = addition(COLLECTION, kind, "New", settings, "Main")
    once = apply(COLLECTION, edit)
    edit, second = addition(once, kind, "New", settings, "Main")
    twice = apply(once, edit)
    assert (name, second) == ("New", "New 2")
    assert [each.kind for each in twice.inputs] == [kind, kind]


def test_sound_is_added_without_an_item() -> None:
    edit, _ = addition(COLLECTION, "microphone", "Mic", {}, "Main")
    assert apply(COLLECTION, edit).scenes[0].items == ()


@pytest.mark.parametrize("kind", ["screen", "camera", "media"])
def test_screens_cameras_and_media_fill_the_picture(kind: str) -> None:
    edit, name = addition(COLLECTION, kind, "New", first_settings(kind, COLLECTION, ""), "Main")
    places = Layout(apply(COLLECTION, edit), {name: (640, 480)}).places("Main")
    bounds = places[0].bounds
    assert (bounds.width, bounds.height) == (1280, 720)


@pytest.mark.parametrize(
    ("size", "seen"),
    [((100, 50), (100, 50)), ((2560, 1440), (1280, 720)), ((720, 1440), (360, 720))],
)
def test_a_picture_stands_in_the_middle_and_is_never_larger_than_the_canvas(
    size: tuple[int, int], seen: tuple[int, int]
) -> None:
    edit, name = addition(COLLECTION, "image", "Logo", {"file": "a.png"}, "Main", size=size)
    bounds = Layout(apply(COLLECTION, edit), {name: size}).places("Main")[0].bounds
    assert (bounds.width, bounds.height) == seen
    assert bounds.center == (640, 360)


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (1080, 1920)])
def test_captions_stand_at_the_bottom_within_the_safe_area(size: tuple[int, int]) -> None:
    width, height = size
    canvas = {"width": width, "height": height}
    collection = Collection.model_validate({"canvas": canvas, "scenes": [{"name": "Main"}]})
    settings = first_settings("captions", collection, "")
    edit, name = addition(collection, "captions", "New", settings, "Main")
    changed = apply(collection, edit)
    shown = changed.inputs[0].typed
    assert isinstance(shown, CaptionSourceSettings)
    assert shown.size_px == min(size) // 18
    natural = {name: (shown.width_px, 4 * shown.size_px)}
    bounds = Layout(changed, natural).places("Main")[0].bounds
    assert (bounds.width, bounds.left) == pytest.approx((0.8 * width, 0.1 * width))
    assert bounds.bottom == pytest.approx(0.9 * height)


def test_what_is_dropped_into_the_picture_comes_where_it_is_dropped() -> None:
    edit, name = addition(COLLECTION, "media", "Clip", {"file": "a.mp4"}, "Main", at=(100, 200))
    bounds = Layout(apply(COLLECTION, edit), {name: (640, 360)}).places("Main")[0].bounds
    assert bounds.center == (100, 200)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.PNG", "image"), ("a.mkv", "media"), ("a.mp3", "media"), ("a.txt", "text"), ("a", None)],
)
def test_a_file_tells_its_kind_by_its_end(name: str, kind: str | None) -> None:
    assert kind_of_file(Path(name)) == kind


def test_files_below_the_collection_are_told_relative_to_it(tmp_path: Path) -> None:
    collection = tmp_path / "scenes" / "demo.json"
    assert told_path(tmp_path / "scenes" / "clips" / "a.mp4", collection) == "clips/a.mp4"
    assert told_path(tmp_path / "a.mp4", collection) == str(tmp_path / "a.mp4")
    assert told_path(tmp_path / "a.mp4", None) == str(tmp_path / "a.mp4")


def test_media_is_video_and_sound() -> None:
    assert {".mp4", ".mp3"} <= set(suffixes("media"))
    assert suffixes("") == ()
