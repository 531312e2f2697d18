"""Tests of studio.engine.views: what is asked for is what is seen."""

from collections.abc import Iterator

import numpy as np
import pytest

from studio.engine.demand import Taker
from studio.ipc.errors import RingError
from studio.ipc.ring import RingReader
from studio.model.command import CommandError
from studio.model.scene import Filter
from tests.engine.views.looker import COLORS, SIZE, Looker, colors, is_plain, plain, seen


@pytest.fixture
def looker() -> Iterator[Looker]:
    looker = Looker(colors())
    yield looker
    looker.close()


ME, YOU = object(), object()


def test_every_kind_of_view_shows_its_own(looker: Looker) -> None:
    looker.views.use(looker.collection, "All Green")
    kinds = {"programme": "", "preview": "", "scene": "All Blue", "input": "Blue"}
    rings = {of: looker.open(ME, of=of, name=name)[1] for of, name in kinds.items()}
    looker.tick()
    assert is_plain(seen(rings["programme"]), COLORS["Red"])
    assert is_plain(seen(rings["preview"]), COLORS["Green"])
    assert is_plain(seen(rings["scene"]), COLORS["Blue"])
    assert is_plain(seen(rings["input"]), COLORS["Blue"])
    assert looker.wanted[0] == {"Red", "Green", "Blue"}


def test_an_input_is_seen_with_its_filters_or_without(looker: Looker) -> None:
    keyed = Filter(name="Key", kind="chroma_key", settings={"color": "#0000ff"})
    inputs = tuple(
        each.model_copy(update={"filters": (keyed,)}) if each.name == "Blue" else each
        for each in looker.collection.inputs
    )
    looker.views.use(looker.collection.model_copy(update={"inputs": inputs}), "Both")
    _, filtered = looker.open(ME, of="input", name="Blue")
    _, ring = looker.open(ME, of="unfiltered", name="Blue")
    looker.tick()
    assert is_plain(seen(ring), COLORS["Blue"])
    assert not is_plain(seen(filtered), COLORS["Blue"])


def test_other_filters_are_tried_in_one_view_alone(looker: Looker) -> None:
    keyed = Filter(name="Key", kind="chroma_key", settings={"color": "#0000ff"})
    ears = Filter(name="Ears", kind="face_effect", settings={"effect": "cat"})
    view, tried = looker.open(ME, of="input", name="Blue", filters=(keyed, ears))
    _, own = looker.open(YOU, of="input", name="Blue")
    looker.tick()
    assert not is_plain(seen(tried), COLORS["Blue"])
    assert is_plain(seen(own), COLORS["Blue"])
    (worn,) = looker.views.tried("input")
    assert worn.name == "Blue"
    assert worn.filters[0] == keyed
    assert worn.filters[1].name != "Ears"  # what is on air under that name goes on as it is
    looker.views.close_view(ME, view)
    assert looker.views.tried("input") == ()


def test_the_programme_is_the_picture_that_is_sent(looker: Looker) -> None:
    _, ring = looker.open(ME, of="programme")
    sent = plain((240, 200, 0))
    nv12 = np.vstack([sent.y, sent.uv.reshape(SIZE[1] // 2, SIZE[0])])
    looker.tick(nv12)
    assert is_plain(seen(ring), (240, 200, 0))
    assert looker.wanted[0] == frozenset()


def test_what_lies_left_is_seen_left(looker: Looker) -> None:
    _, ring = looker.open(ME, of="scene", name="Both", width=64, height=36)
    looker.tick()
    picture = seen(ring, 64, 36)
    assert is_plain(picture[:, :30], COLORS["Red"])
    assert is_plain(picture[:, 34:], COLORS["Blue"])


def test_a_picture_of_another_shape_lies_in_the_middle(looker: Looker) -> None:
    looker.pictures["Blue"] = plain(COLORS["Blue"], (100, 300))
    _, ring = looker.open(ME, of="input", name="Blue", width=160, height=90)
    looker.tick()
    picture = seen(ring)
    assert is_plain(picture[:, 66:94], COLORS["Blue"])
    assert picture[:, :64].max() == picture[:, 96:].max() == 0


def test_an_input_is_seen_with_its_filters() -> None:
    dark: dict[str, object] = {
        "name": "Dark",
        "kind": "color_correction",
        "settings": {"brightness": -1},
    }
    looker = Looker(colors([dark]))
    _, ring = looker.open(ME, of="input", name="Red")
    looker.tick()
    assert is_plain(seen(ring), (0, 0, 0))
    looker.close()


def test_a_changed_collection_is_seen(looker: Looker) -> None:
    _, ring = looker.open(ME, of="scene", name="Both")
    looker.tick()
    items = looker.collection.scenes[3].items[:1]
    changed = looker.collection.scenes[3].model_copy(update={"items": items})
    scenes = (*looker.collection.scenes[:3], changed)
    looker.views.use(looker.collection.model_copy(update={"scenes": scenes}), "")
    looker.tick()
    assert is_plain(seen(ring), COLORS["Red"])
    assert looker.wanted[1] == {"Red"}


def test_nothing_is_drawn_again_that_did_not_change(looker: Looker) -> None:
    _, ring = looker.open(ME, of="scene", name="Both")
    looker.tick()
    looker.tick()
    slot = ring.newest(1 << 62)
    assert slot
    assert slot.sequence == 1
    looker.pictures["Red"] = plain((0, 0, 0))
    looker.tick()
    slot = ring.newest(1 << 62)
    assert slot
    assert slot.sequence == 2


def test_pictures_come_as_often_as_asked_and_no_more(looker: Looker) -> None:
    _, quick = looker.open(ME, of="scene", name="All Red", fps=30)
    number, slow = looker.open(ME, of="scene", name="All Blue", fps=10)
    for n in range(30):
        looker.pictures = {name: plain(rgb) for name, rgb in COLORS.items()}
        looker.tick()
        if n == 14:
            assert slow.newest(1 << 62)
    assert sum("Red" in wanted for wanted in looker.wanted) == 30
    assert sum("Blue" in wanted for wanted in looker.wanted) == 10
    newest = quick.newest(1 << 62)
    assert newest
    assert newest.sequence == 30
    looker.views.set_fps(ME, number, 0)
    looker.tick()
    assert "Blue" not in looker.wanted[-1]
    assert looker.demand.count(Taker.VIEW) == 1


def test_views_of_the_same_share_a_ring(looker: Looker) -> None:
    first, mine = looker.open(ME, of="programme", fps=1)
    second, yours = looker.open(YOU, of="programme", fps=30)
    assert mine.name == yours.name
    looker.views.close_view(ME, first)
    looker.tick()
    assert is_plain(seen(mine), COLORS["Red"])
    looker.views.close_view(YOU, second)
    with pytest.raises(RingError):
        RingReader.attach(mine.name)
    assert not looker.demand.needs_pictures


def test_views_end_with_those_who_asked_for_them(looker: Looker) -> None:
    number, ring = looker.open(ME, of="programme")
    _, other = looker.open(YOU, of="preview")
    looker.views.gone(ME)
    with pytest.raises(RingError):
        RingReader.attach(ring.name)
    RingReader.attach(other.name).close()
    with pytest.raises(CommandError, match=f"no view {number} of yours"):
        looker.views.close_view(ME, number)


def test_nobody_touches_the_views_of_others(looker: Looker) -> None:
    number, _ = looker.open(ME, of="programme")
    with pytest.raises(CommandError, match="of yours"):
        looker.views.set_fps(YOU, number, 0)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"of": "scene", "name": "Nowhere"}, 'no scene named "Nowhere"'),
        ({"of": "input", "name": "Nobody"}, 'no input named "Nobody"'),
        ({"of": "input", "name": "Mic"}, '"Mic" has no picture, only sound'),
    ],
)
def test_what_can_not_be_seen_is_said(
    looker: Looker, asked: dict[str, object], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        looker.open(ME, **asked)


def test_there_is_an_end_to_views_and_pixels(looker: Looker) -> None:
    for n in range(32):
        looker.open(ME, of="programme", width=16 + 2 * n)
    with pytest.raises(CommandError, match="32 views are open"):
        looker.open(ME, of="programme")
    looker.views.gone(ME)
    looker.open(ME, of="programme", width=4096, height=4096)
    with pytest.raises(CommandError, match="4096 x 4096"):
        looker.open(ME, of="programme")


def test_a_scene_that_is_gone_keeps_its_last_picture(looker: Looker) -> None:
    _, ring = looker.open(ME, of="scene", name="All Green")
    looker.tick()
    left = looker.collection.model_copy(update={"scenes": looker.collection.scenes[:1]})
    looker.views.use(left, "All Red")
    looker.tick()
    assert is_plain(seen(ring), COLORS["Green"])


def test_sources_are_told_how_small_they_are_seen(looker: Looker) -> None:
    looker.open(ME, of="scene", name="Both", width=64, height=36)
    looker.open(ME, of="input", name="Green", width=32, height=32)
    assert looker.lookout.sizes() == {"Red": (64, 36), "Blue": (64, 36), "Green": (32, 32)}
    looker.tick()
    assert looker.lookout.sizes()["Green"] == (32, 18)


def test_sources_of_the_programme_are_awake_before_their_first_picture(looker: Looker) -> None:
    looker.open(ME, of="programme", width=64, height=36)
    looker.pictures = {}
    looker.tick()
    assert looker.lookout.sizes() == {"Red": (64, 36)}
    looker.tick(np.zeros((SIZE[1] * 3 // 2, SIZE[0]), np.uint8))
    assert looker.lookout.sizes() == {}
