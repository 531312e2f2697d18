"""Makes the files of assets/ by hand: ``python -m installer.demo_assets [camera] [screen] …``."""

import argparse
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from installer.demo_assets import desktop, presenter, rocket, slate, sound
from installer.demo_assets.speech import PERIOD_S

ASSETS = Path(__file__).resolve().parents[2] / "assets"
PICTURE = ASSETS.parent / "studio/room/relay/slate.png"
"""Beside its code, since the room server is shipped without assets/."""

FPS = 30

BT709 = "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
FLAGS = [
    "-color_primaries",
    "bt709",
    "-color_trc",
    "bt709",
    "-colorspace",
    "bt709",
    "-color_range",
    "tv",
]


def encode_video(path: Path, draw: Callable[[float], Image.Image], crf: int) -> None:
    """Write one loop of drawn frames as H.264, so that it is cheap to decode.

    It stands in for a screen or a camera, and should take no more of the processor than those:
    with sixteen references, as "veryslow" has them, it took three times as much.
    """
    first = draw(0.0)
    source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{first.width}x{first.height}"]
    coding = ["-c:v", "libx264", "-preset", "veryslow", "-crf", str(crf), "-g", "60"]
    coding += ["-tune", "fastdecode", "-bf", "0", "-refs", "1"]
    argv = [
        "ffmpeg",
        "-v",
        "error",
        "-y",
        *source,
        "-r",
        str(FPS),
        "-i",
        "-",
        "-vf",
        BT709,
        *coding,
        *FLAGS,
        "-movflags",
        "+faststart",
        "-bitexact",
        str(path),
    ]  # fmt: skip - as typed
    with subprocess.Popen(argv, stdin=subprocess.PIPE) as ffmpeg:
        assert ffmpeg.stdin
        for number in range(round(PERIOD_S * FPS)):
            ffmpeg.stdin.write(draw(number / FPS).convert("RGB").tobytes())
    if ffmpeg.returncode:
        raise SystemExit(f"ffmpeg could not write {path}.")


def encode_sound(path: Path, signal: NDArray[np.float32]) -> None:
    """Write a loop of sound as Vorbis, which keeps its exact length."""
    source = ["-f", "f32le", "-ar", str(sound.RATE_HZ), "-ac", "2", "-i", "-"]
    argv = [
        "ffmpeg",
        "-v",
        "error",
        "-y",
        *source,
        "-c:a",
        "libvorbis",
        "-q:a",
        "4",
        "-bitexact",
        str(path),
    ]  # fmt: skip - as typed
    subprocess.run(argv, input=signal.tobytes(), check=True)


def make(name: str) -> None:
    """Make the files of one name."""
    clips, images = ASSETS / "clips", ASSETS / "images"
    clips.mkdir(parents=True, exist_ok=True)
    images.mkdir(parents=True, exist_ok=True)
    if name == "camera":
        encode_video(clips / "camera.mp4", presenter.frame, 20)
    elif name == "screen":
        encode_video(clips / "screen.mp4", desktop.frame, 24)
    elif name == "sound":
        encode_sound(clips / "music.ogg", sound.music())
        encode_sound(clips / "voice.ogg", sound.voice())
    elif name == "slate":
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        slate.slate().quantize(64).save(PICTURE, optimize=True)
    else:
        rocket.logo().save(images / "logo.png", optimize=True)


NAMES = ("camera", "screen", "sound", "logo", "slate")


def main() -> None:
    """Make what the command line names, or everything."""
    parser = argparse.ArgumentParser(description="Draw and encode the files of assets/.")
    parser.add_argument("names", nargs="*", help=f"of {', '.join(NAMES)}; all if none is given")
    chosen = parser.parse_args().names or NAMES
    if unknown := set(chosen) - set(NAMES):
        parser.error(f"{', '.join(sorted(unknown))}: there is only {', '.join(NAMES)}.")
    for name in chosen:
        make(name)


if __name__ == "__main__":
    main()
