"""Tests of studio.model.behind."""

from studio.model.behind import all_behind, behind_of, is_behind, owner_of, with_behind
from studio.model.scene import Collection, Input, Scene


def camera(*filters: dict[str, object], name: str = "Camera") -> Input:
    return Input.model_validate({"name": name, "kind": "camera", "filters": filters})


def background(name: str = "Sea", *, enabled: bool = True, **settings: object) -> dict[str, object]:
    return {"name": name, "kind": "background", "enabled": enabled, "settings": settings}


def test_a_filter_with_a_file_has_an_unseen_input() -> None:
    picture, film = behind_of(
        camera(
            background(mode="picture", file="sea.jpg"),
            background("Film", mode="video", file="sea.mp4"),
        )
    )
    assert (picture.kind, picture.settings) == ("image", {"file": "sea.jpg"})
    assert (film.kind, film.settings) == ("media", {"file": "sea.mp4", "loop": True})
    assert picture.name != film.name
    assert owner_of(picture.name) == owner_of(film.name) == "Camera"
    assert is_behind(film.name)
    assert is_behind(film.name, "Camera")
    assert not is_behind(film.name, "Cam")
    assert not is_behind("Camera")
    assert owner_of("Camera") == "Camera"


def test_filters_without_a_file_and_those_that_are_off_have_none() -> None:
    shown = camera(
        background(mode="blur", file="sea.jpg"),
        background("Off", mode="picture", file="sea.jpg", enabled=False),
        background("None", mode="picture"),
        {"name": "Key", "kind": "chroma_key"},
    )
    assert behind_of(shown) == ()


def test_inputs_are_shown_with_what_is_behind_them() -> None:
    collection = Collection(
        schema=1,
        inputs=(
            camera(background(mode="picture", file="sea.jpg")),
            camera(background(mode="video", file="sea.mp4"), name="Other"),
        ),
        scenes=(Scene(name="Main"),),
    )
    first, second = all_behind(collection)
    assert with_behind(collection, frozenset({"Camera", "gone"})) == {"Camera", "gone", first.name}
    assert with_behind(collection, frozenset({"Other"})) == {"Other", second.name}
