"""Tests of studio.engine.tracking.look."""

from studio.engine.tracking.look import NOTHING, Look, Wish, look_of, wanted
from studio.model.kinds_ar import BeautySettings
from studio.model.scene import Input


def camera(*filters: tuple[str, bool]) -> Input:
    shown = {
        "name": "Camera",
        "kind": "camera",
        "filters": [
            {"name": f"{kind} {index}", "kind": kind, "enabled": enabled}
            for index, (kind, enabled) in enumerate(filters)
        ],
    }
    return Input.model_validate(shown)


def test_a_camera_without_such_filters_looks_for_nothing() -> None:
    assert look_of(camera()) == NOTHING
    assert not look_of(camera(("color_correction", True)))


def test_a_filter_that_is_off_looks_for_nothing() -> None:
    assert not look_of(camera(("beauty", False)))
    assert look_of(camera(("beauty", True))) == Look(faces=4)


def test_colours_alone_look_for_no_face() -> None:
    plain = {
        name: 0 for name, value in BeautySettings().model_dump().items() if value.__class__ is float
    }
    for more, faces in (({"look": "film", "look_strength": 0.6}, 0), ({"blush": 0.1}, 4)):
        beauty = {"name": "Beauty", "kind": "beauty", "settings": {**plain, **more}}
        shown = {"name": "Camera", "kind": "camera", "filters": [beauty]}
        assert look_of(Input.model_validate(shown)) == Look(faces=faces)


def test_what_either_wants_is_wanted() -> None:
    assert Look(faces=1) | Look(faces=2, person=True) | Look(hands=True) == Look(
        2, True, False, True
    )


def test_it_is_told_as_the_process_takes_it() -> None:
    assert Look(faces=2, hands=True).to_message() == {
        "type": "look",
        "faces": 2,
        "hands": True,
        "body": False,
        "person": False,
    }


def test_what_clients_wish_is_for_cameras_on_air() -> None:
    wish = Wish(starts=Look(faces=4))
    assert wanted(camera(), wish, is_on_air=True) == Look(faces=4)
    assert wanted(camera(), wish, is_on_air=False) == NOTHING
    film = Input.model_validate({"name": "Film", "kind": "media", "settings": {"file": "a.mp4"}})
    assert wanted(film, wish, is_on_air=True) == NOTHING


def test_what_is_added_starts_nothing() -> None:
    wish = Wish(adds=Look(person=True))
    assert wanted(camera(), wish, is_on_air=True) == NOTHING
    beauty = camera(("beauty", True))
    assert wanted(beauty, wish, is_on_air=True) == Look(faces=4, person=True)
    assert wanted(beauty, wish, is_on_air=False) == Look(faces=4)
