"""Makes the files that the standard scene shows, with ffmpeg, once."""

import math
import subprocess
from pathlib import Path

from tests.bench.standard_scene import KEY_COLOR

VERYFAST = ["-c:v", "libx264", "-preset", "veryfast", "-g", "60"]
FLAGS = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]
TONE = "0.2*sin(2*PI*{hz}*t)*(1+{turn}(2*PI*{slow}*t))/2+0.03*random({seed})"


def make_media(folder: Path) -> None:
    """Make bg.mp4, cam.mp4, logo.png and music.wav, those that are not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, words in recipes().items():
        if not (folder / name).exists():
            part = folder / f"part-{name}"
            subprocess.run(["ffmpeg", "-v", "error", "-y", *words, str(part)], check=True)
            part.replace(folder / name)


def recipes() -> dict[str, list[str]]:
    """Return what ffmpeg is told for each file."""
    key = KEY_COLOR.replace("#", "0x")
    left = TONE.format(hz=220, turn="sin", slow=0.5, seed=0)
    right = TONE.format(hz=277, turn="cos", slow=0.4, seed=1)
    noise = ["-vf", "noise=alls=12:allf=t,format=yuv420p"]
    swing = f"x='200+120*sin(2*{math.pi:.6f}*t/5)'"
    alpha = "clip((120-hypot(X-128,Y-128))*12,0,230)"
    disc = f"color=c=0xff6600:s=256x256,format=rgba,geq=r=255:g='102+X/4':b='Y/2':a='{alpha}'"
    rate = ["-b:v", "8M", "-maxrate", "10M", "-bufsize", "10M"]
    return {
        "bg.mp4": [*source("testsrc2=s=1920x1080:r=30:d=20"), *noise, *VERYFAST, *rate, *FLAGS],
        "cam.mp4": [
            *source(f"color=c={key}:s=640x360:r=30:d=20"),
            *source("testsrc=s=240x280:r=30:d=20"),
            *["-filter_complex", f"[0][1]overlay={swing}:y=80,format=yuv420p"],
            *[*VERYFAST, "-crf", "20", *FLAGS],
        ],
        "logo.png": [*source(disc), "-frames:v", "1"],
        "music.wav": [*source(f"aevalsrc='{left}|{right}':s=48000:d=30"), "-c:a", "pcm_s16le"],
    }


def source(words: str) -> list[str]:
    """Return the arguments that make a filter the input."""
    return ["-f", "lavfi", "-i", words]
