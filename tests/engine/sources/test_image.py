"""Tests of studio.engine.sources.image, on files as Pillow and others write them."""

import struct
import time
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.engine.sources.image import ImageError, ImageSource, load_image
from studio.engine.sources.source import Health

GREEN, RED = (0, 255, 0), (255, 0, 0)
Y_GREEN, Y_RED = 173, 63


def halves(size: tuple[int, int] = (64, 32)) -> Image.Image:
    """Left half red, right half green."""
    image = Image.new("RGB", size, RED)
    image.paste(GREEN, (size[0] // 2, 0, size[0], size[1]))
    return image


@pytest.mark.parametrize("suffix", ["png", "webp", "bmp", "tiff", "gif", "jpg"])
def test_reads_what_people_have(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"logo.{suffix}"
    halves().save(path, quality=95, lossless=suffix == "webp")
    still = load_image(path)
    (picture,) = still.pictures
    assert (picture.width, picture.height, picture.alpha) == (64, 32, None)
    assert abs(int(picture.y[16, 8]) - Y_RED) <= 2
    assert abs(int(picture.y[16, 56]) - Y_GREEN) <= 2


def test_transparency_is_premultiplied(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    image = np.zeros((20, 20, 4), np.uint8)
    image[..., 0] = 255
    image[:, 10:, 3] = 255
    Image.fromarray(image).save(path)
    (picture,) = load_image(path).pictures
    assert picture.alpha is not None
    assert (picture.alpha[:, :10] == 0).all()
    assert (picture.y[:, :10] == 16).all()
    assert (picture.y[:, 10:] == Y_RED).all()


def test_a_photo_is_turned_as_its_camera_says(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90° clockwise
    halves().save(path, exif=exif, quality=95)
    (picture,) = load_image(path).pictures
    assert (picture.width, picture.height) == (32, 64)
    assert abs(int(picture.y[8, 16]) - Y_RED) <= 2
    assert abs(int(picture.y[56, 16]) - Y_GREEN) <= 2


@pytest.mark.parametrize("suffix", ["gif", "webp"])
def test_an_animation_has_its_times(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"spin.{suffix}"
    frames = [Image.new("RGB", (20, 20), color) for color in (RED, GREEN, (0, 0, 255))]
    frames[0].save(
        path,
        save_all=True,
        append_images=frames[1:],
        duration=[40, 100, 0],
        loop=0,
        lossless=suffix == "webp",
    )
    still = load_image(path)
    assert len(still.pictures) == 3
    assert still.ends_ns[:2] == (40_000_000, 140_000_000)
    assert still.ends_ns[2] == 240_000_000  # no time at all means a tenth of a second
    levels = [int(picture.y[10, 10]) for picture in still.pictures]
    assert abs(levels[0] - Y_RED) <= 2
    assert abs(levels[1] - Y_GREEN) <= 2


def test_a_large_photo_keeps_its_size_but_not_all_its_pixels(tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    halves((6000, 4000)).save(path, quality=60)
    (picture,) = load_image(path).pictures
    assert (picture.width, picture.height) == (6000, 4000)
    assert picture.y.size <= 9_010_000
    assert picture.y.shape[1] / picture.y.shape[0] == pytest.approx(1.5, rel=0.01)
    assert abs(int(picture.y[100, 100]) - Y_RED) <= 2


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    content = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + content + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "is not there"),
        (b"", "is not an image file"),
        (b"GIF89a nonsense", "is not an image file|damaged"),
        (b"hello, I am a text", "is not an image file"),
        (png_that_claims(20000, 10), "too large: 16384 pixels"),
        (png_that_claims(16000, 16000), "too large"),
        (png_that_claims(2_000_000, 2_000_000), "too large"),
        (png_that_claims(100, 100), "damaged"),
    ],
)
def test_what_can_not_be_shown_is_named(
    content: bytes | None, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "logo.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ImageError, match=sentence) as caught:
        load_image(path)
    assert str(path) in str(caught.value)


def test_a_cut_off_file_is_told_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "cut.png"
    halves((300, 300)).save(path)
    path.write_bytes(path.read_bytes()[:150])
    with pytest.raises(ImageError, match="damaged"):
        load_image(path)


def wait_for(source: ImageSource, health: Health) -> None:
    deadline_s = time.monotonic() + 60
    while source.state.health is not health:
        assert time.monotonic() < deadline_s
        time.sleep(0.01)  # sources tell nobody: the tick looks at them


def test_the_source_shows_the_file_once_it_is_there(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    source = ImageSource("Logo", path)
    try:
        wait_for(source, Health.FAILED)
        assert str(path) in source.state.reason
        halves().save(tmp_path / "new.png")
        (tmp_path / "new.png").rename(path)
        wait_for(source, Health.RUNNING)
        picture = source.latch(0)
        assert picture is not None
        assert (picture.width, picture.height) == (64, 32)
    finally:
        source.close()
