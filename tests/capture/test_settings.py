"""Tests of studio.capture.settings."""

from fractions import Fraction

import pytest

from studio.capture.alpha_half import Half
from studio.capture.errors import BootError
from studio.capture.settings import Kind, read_settings


def boot(**source: object) -> dict[str, object]:
    grid = {"grid_ns": [5, 1_000_000_000, 30]}
    return {"source": {**grid, **source}, "want": [640, 360]}


def test_reads_what_the_engine_says() -> None:
    settings = read_settings(
        boot(kind="media", path="/a.mp4", loop=False, start_ns=77, options={"fflags": "nobuffer"})
    )
    assert settings.kind is Kind.MEDIA
    assert (settings.target, settings.loop, settings.start_ns) == ("/a.mp4", False, 77)
    assert settings.want == (640, 360)
    assert settings.grid.epoch_ns == 5
    assert settings.grid.period_ns == Fraction(1_000_000_000, 30)
    assert settings.options == {"fflags": "nobuffer"}


def test_a_half_may_be_alpha_and_sound_left_out() -> None:
    usual = read_settings(boot(kind="media", path="/a.mp4"))
    assert (usual.half, usual.has_sound) == (None, True)
    asked = read_settings(boot(kind="media", path="/a.mp4", alpha="below", sound=False))
    assert (asked.half, asked.has_sound) == (Half.BELOW, False)


def test_a_camera_without_a_name_is_the_first_one() -> None:
    assert read_settings(boot(kind="camera")).target == ""


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ({}, "needs a map 'source'"),
        (boot(kind="tape", path="x"), "can't open the kind 'tape'"),
        (boot(kind="media"), "media needs 'path'"),
        (boot(kind="network", path="x"), "network needs 'url'"),
        (boot(kind="media", path="x", grid_ns=[0, 1, 0]), "needs grid_ns"),
        (boot(kind="media", path="x", alpha="middle"), "'middle' is no half of a picture"),
        (boot(kind="media", path="x", grid_ns="soon"), "needs grid_ns"),
        (boot(kind="media", path="x", options=3), "must be a map"),
        ({**boot(kind="media", path="x"), "want": [-1, 5]}, "not a width and a height"),
        ({**boot(kind="media", path="x"), "want": "big"}, "not a width and a height"),
    ],
)
def test_says_what_is_wrong(message: dict[str, object], sentence: str) -> None:
    with pytest.raises(BootError, match=sentence):
        read_settings(message)
