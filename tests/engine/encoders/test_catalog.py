"""Tests of studio.engine.encoders.catalog."""

from dataclasses import replace
from fractions import Fraction

import av
import pytest

from studio.engine.encoders import catalog
from studio.engine.encoders.errors import EncoderError
from studio.engine.encoders.settings import EncoderSettings, Latency

SETTINGS = EncoderSettings(1280, 720, Fraction(30), 3000)
EVERY = {
    spec.id: spec for name in ("win32", "darwin", "linux") for spec in catalog.for_this_system(name)
}


@pytest.mark.parametrize("system", ["win32", "darwin", "linux", "freebsd14"])
def test_x264_is_the_last_resort_everywhere(system: str) -> None:
    assert catalog.for_this_system(system)[-1] is catalog.X264
    for spec in EVERY.values():
        left = catalog.after(spec, system)
        assert spec is catalog.X264 or left[-1] is catalog.X264
        assert spec not in left


def test_finds_by_id() -> None:
    assert catalog.find("h264_videotoolbox") is catalog.VIDEO_TOOLBOX
    with pytest.raises(EncoderError, match="no encoder “h265”: choose auto or one of h264_amf"):
        catalog.find("h265")


def test_a_preset_must_be_one_of_the_encoders_own() -> None:
    assert catalog.NVENC.preset(SETTINGS) == "p5"
    assert catalog.NVENC.preset(replace(SETTINGS, preset="p7")) == "p7"
    with pytest.raises(EncoderError, match="NVENC has no preset “veryfast”: choose one of p1"):
        catalog.NVENC.preset(replace(SETTINGS, preset="veryfast"))


@pytest.mark.parametrize("latency", list(Latency))
@pytest.mark.parametrize("spec", EVERY.values(), ids=lambda spec: str(spec.id))
def test_ffmpeg_knows_every_option_that_we_set(spec: catalog.EncoderSpec, latency: Latency) -> None:
    """FFmpeg passes over what it doesn't know without a word, so a typing error would hide."""
    if spec.id not in av.codecs_available:
        pytest.skip(f"this FFmpeg was built without {spec.id}")
    context = av.CodecContext.create(spec.id, "w")
    known = context.supported_options
    options = {option.name: option for option in (*known.generic, *known.private)}
    for name, value in spec.options(replace(SETTINGS, latency=latency)).items():
        choices = [choice.name for choice in options[name].choices]
        assert not choices or value in choices or value.isdigit(), f"{name}={value}: {choices}"
    if spec.presets:
        choices = [choice.name for choice in options[spec.preset_option].choices]
        assert not choices or set(spec.presets) <= set(choices)
