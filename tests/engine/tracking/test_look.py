"""Tests of studio.engine.tracking.look."""

from studio.engine.tracking.look import NOTHING, Look, look_of
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
