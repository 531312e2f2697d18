"""Tests of studio.capture.convert."""

import subprocess
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.capture.container import MediaInput
from studio.capture.convert import PictureConverter, Shape
from studio.ipc.ring import RingFormat
from tests.capture.clips import Clips

LARGE = (16384, 16384)


def convert(
    frame: av.VideoFrame, want: tuple[int, int] = LARGE
) -> tuple[Shape, list[NDArray[np.uint8]]]:
    """Convert into poisoned memory; return y, uv and alpha."""
    converter = PictureConverter()
    shape = converter.shape(frame, want)
    memory = np.full(shape.nbytes, 77, np.uint8)
    converter.write(frame, shape, memory.data)
    area = shape.width * shape.height
    planes = [
        memory[:area].reshape(shape.height, shape.width),
        memory[area : area * 3 // 2].reshape(shape.height // 2, shape.width // 2, 2),
    ]
    if shape.format is RingFormat.NV12A:
        planes.append(memory[area * 3 // 2 :].reshape(shape.height, shape.width))
    return shape, planes


def first_frame(path: Path) -> av.VideoFrame:
    media = MediaInput(str(path))
    assert media.video is not None
    frame = media.video.next()
    assert frame is not None
    return frame


def noise(height: int, width: int) -> NDArray[np.uint8]:
    return np.random.default_rng(1).integers(30, 220, (height * 3 // 2, width), np.uint8)


def test_the_usual_picture_comes_through_bit_by_bit() -> None:
    image = noise(90, 160)
    frame = av.VideoFrame.from_ndarray(image, "yuv420p")
    frame.colorspace, frame.color_range = 1, 1
    shape, (y, uv) = convert(frame)
    assert shape == Shape(RingFormat.NV12, 160, 90, 160, 90, 0)
    assert (y == image[:90]).all()
    assert (uv[..., 0] == image[90:].reshape(2, 45, 80)[0]).all()
    assert (uv[..., 1] == image[90:].reshape(2, 45, 80)[1]).all()


def test_full_range_becomes_limited() -> None:
    image = np.full((135, 160), 128, np.uint8)
    image[:90, :80], image[:90, 80:] = 0, 255
    frame = av.VideoFrame.from_ndarray(image, "yuvj420p")
    frame.colorspace, frame.color_range = 1, 2
    _, (y, uv) = convert(frame)
    assert (y[:, :80] == 16).all()
    assert (y[:, 80:] == 235).all()
    assert (uv == 128).all()


@pytest.mark.parametrize("format", ["yuv420p", "yuv422p", "yuv444p", "yuv420p10le", "nv12"])
@pytest.mark.parametrize(("matrix", "name"), [(1, "bt709"), (6, "bt601")])
def test_bars_of_any_packing_and_matrix_keep_their_colours(
    format: str, matrix: int, name: str
) -> None:
    rgb = np.repeat(
        np.array([[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 0], [128, 128, 128]]), 32, 0
    )
    picture = np.repeat(rgb[None].astype(np.uint8), 64, 0)
    frame = av.VideoFrame.from_ndarray(picture, "rgb24").reformat(
        format=format, dst_colorspace=matrix if matrix == 1 else 5, dst_color_range=1
    )
    frame.colorspace, frame.color_range = matrix, 1
    _, (y, uv) = convert(frame)
    kr, kb = 0.2126, 0.0722
    luma = rgb @ [kr, 1 - kr - kb, kb] / 255
    inside = np.arange(160) % 32 // 4  # away from the edges, where chroma is a mixture
    is_inside = (inside > 0) & (inside < 7)
    assert abs(y[32] - (16 + 219 * luma))[is_inside].max() <= 2
    cb = 128 + 224 * (rgb[:, 2] / 255 - luma) / (2 * (1 - kb))
    middle = np.arange(8, 80, 16)
    assert abs(uv[16, middle, 0] - cb[middle * 2]).max() <= 2


def test_a_picture_shown_small_is_made_small_and_averaged() -> None:
    image = np.full((540, 640), 128, np.uint8)
    image[:360, ::2], image[:360, 1::2] = 40, 200  # lines of one pixel
    frame = av.VideoFrame.from_ndarray(image, "yuv420p")
    frame.colorspace, frame.color_range = 1, 1
    shape, (y, _) = convert(frame, (160, 91))
    assert (shape.width, shape.height) == (160, 92)
    assert (shape.natural_width, shape.natural_height) == (640, 360)
    assert abs(y[4:-4, 4:-4].astype(int) - 120).max() <= 2


def test_a_picture_is_never_made_larger() -> None:
    frame = av.VideoFrame.from_ndarray(noise(90, 160), "yuv420p")
    assert PictureConverter().shape(frame, (1920, 1080)).width == 160


def test_an_odd_size_is_padded_with_its_edge(clips: Clips) -> None:
    shape, (y, uv) = convert(first_frame(clips["odd.mkv"]))
    assert (shape.width, shape.height) == (162, 92)
    assert (shape.natural_width, shape.natural_height) == (161, 91)
    assert (y == 16).all()
    assert (uv == 128).all()


def test_odd_sizes_of_other_colours_are_padded_too() -> None:
    frame = av.VideoFrame(161, 91, "yuvj420p")
    for plane, level in zip(frame.planes, (255, 128, 128), strict=True):
        plane.update(bytes([level]) * plane.buffer_size)
    _, (y, uv) = convert(frame)
    assert (y == 235).all()
    assert (uv == 128).all()


def test_a_turned_clip_stands_upright(clips: Clips) -> None:
    frame = first_frame(clips.rotated())
    assert frame.rotation != 0
    shape, (y, _) = convert(frame)
    assert (shape.natural_width, shape.natural_height) == (90, 160)
    assert y.shape == (160, 90)


def test_turning_is_the_way_that_ffmpeg_turns(clips: Clips, tmp_path: Path) -> None:
    # A clip whose left half is bright, turned, against what ffmpeg shows of it.
    flat = tmp_path / "flat.mp4"
    bright = "geq=lum='if(lt(X,80),200,50)':cb=128:cr=128"
    make = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"color=s=160x90:d=0.1,{bright}"]
    subprocess.run([*make, "-c:v", "libx264", "-pix_fmt", "yuv420p", str(flat)], check=True)
    turned, shown = tmp_path / "turned.mp4", tmp_path / "shown.png"
    copy = ["ffmpeg", "-v", "error", "-i", str(flat), "-c", "copy", "-metadata:s:v:0", "rotate=90"]
    subprocess.run([*copy, str(turned)], check=True)
    show = ["ffmpeg", "-v", "error", "-i", str(turned), "-frames:v", "1", str(shown)]
    subprocess.run(show, check=True)
    reference = cv2.imread(str(shown), cv2.IMREAD_GRAYSCALE)
    assert reference is not None
    _, (y, _) = convert(first_frame(turned))
    assert reference.shape == y.shape
    assert ((reference > 128) == (y > 128)).mean() > 0.97


def test_alpha_is_premultiplied(clips: Clips) -> None:
    shape, (y, uv, alpha) = convert(first_frame(clips["alpha.webm"]))
    assert shape.format is RingFormat.NV12A
    assert (alpha[:, :78] == 0).all()
    assert (alpha[:, 82:] == 255).all()
    assert (y[:, :78] == 16).all()
    assert abs(y[:, 82:].astype(int) - 235).max() <= 1
    assert abs(uv.astype(int) - 128).max() <= 1


def test_what_is_transparent_does_not_bleed_into_a_smaller_picture() -> None:
    image = np.zeros((64, 64, 4), np.uint8)
    image[..., :3] = (0, 255, 0)  # green that nobody may see
    image[:, 33:] = (255, 255, 255, 255)
    _, (y, uv, alpha) = convert(av.VideoFrame.from_ndarray(image, "rgba"), (24, 24))
    edge = (alpha > 0) & (alpha < 255)
    assert edge.any()
    white = 16 + 219 * (alpha.astype(float) / 255)
    assert abs(y - white).max() <= 2
    assert abs(uv.astype(int) - 128).max() <= 1


def test_pixels_that_are_not_square_widen_the_natural_size(clips: Clips) -> None:
    media = MediaInput(str(clips["wide.mp4"]))
    assert media.video is not None
    frame = media.video.next()
    assert frame is not None
    shape = PictureConverter().shape(frame, LARGE, media.pixel_aspect)
    assert (shape.width, shape.natural_width, shape.natural_height) == (160, 320, 90)
