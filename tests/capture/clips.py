"""Real media files for the tests of captures, made by ffmpeg.

Frame ``n`` of the counting clips is grey of luma ``16 + n % 200``, so that a test can
tell from a picture which one it is.
"""

import subprocess
from pathlib import Path

COUNT = "geq=lum='16+mod(N,200)':cb=128:cr=128"
X264 = ["-c:v", "libx264", "-preset", "ultrafast", "-qp", "2", "-pix_fmt", "yuv420p"]
FLAGS = ["-colorspace", "bt709", "-color_range", "tv"]


def counting(size: str = "160x90", fps: str = "30", frames: int = 30) -> list[str]:
    """Input arguments for a counting clip."""
    return ["-f", "lavfi", "-i", f"color=black:s={size}:r={fps},trim=end_frame={frames},{COUNT}"]


def tone(seconds: float, rate_hz: int = 48000, channels: int = 2) -> list[str]:
    """Input arguments for a tone of 500 Hz at half of full scale."""
    expression = "|".join(["0.5*sin(2*PI*500*t)"] * channels)
    return ["-f", "lavfi", "-i", f"aevalsrc={expression}:s={rate_hz}:d={seconds}"]


RECIPES: dict[str, list[str]] = {
    "count30.mp4": [*counting(), *X264, *FLAGS, "-g", "10"],
    "count30.mkv": [*counting(), *X264, *FLAGS, "-g", "10"],
    "count60.mp4": [*counting(fps="60", frames=60), *X264, *FLAGS],
    "count24.mp4": [*counting(fps="24", frames=24), *X264, *FLAGS],
    "count2997.mp4": [*counting(fps="30000/1001"), *X264, *FLAGS],
    "long.mp4": [*counting(frames=180), *X264, *FLAGS, "-g", "30"],
    "both.mp4": [*counting(), *tone(1.0), *X264, *FLAGS, "-c:a", "aac"],
    # Every half second one white picture and, at the same moment, 20 ms of tone.
    "flash.mkv": [
        *["-f", "lavfi", "-i", "color=black:s=160x90:r=30:d=2"],
        *["-f", "lavfi", "-i", "aevalsrc=0.5*sin(2*PI*1000*t)*lt(mod(t\\,0.5)\\,0.02):s=48000:d=2"],
        *["-vf", "geq=lum='if(eq(mod(N,15),0),235,16)':cb=128:cr=128"],
        *[*X264, *FLAGS, "-c:a", "pcm_s16le"],
    ],
    "mono44.m4a": [*tone(1.0, 44100, 1), "-c:a", "aac"],
    "late_sound.mkv": [
        *counting(frames=60),
        *["-itsoffset", "1.0"],
        *tone(1.0),
        *[*X264, *FLAGS, "-c:a", "pcm_s16le"],
    ],
    "odd.mkv": [*counting(frames=5), "-vf", "scale=161:91", "-c:v", "ffv1", *FLAGS],
    "alpha.webm": [
        *["-f", "lavfi", "-i", "color=white:s=160x90:r=30:d=0.2,format=yuva420p"],
        *["-vf", "geq=lum=235:cb=128:cr=128:a='if(lt(X,80),0,255)'"],
        *["-c:v", "libvpx-vp9", "-lossless", "1", "-pix_fmt", "yuva420p"],
    ],
    # White on black, and beside it in grey that its left quarter is opaque, the rest not.
    "beside.mp4": [
        *["-f", "lavfi", "-i", "color=white:s=320x90:r=30:d=0.5"],
        *tone(0.5),
        *["-vf", "geq=lum='if(lt(X,160),235,if(lt(X,200),235,16))':cb=128:cr=128"],
        *[*X264, *FLAGS, "-c:a", "aac"],
    ],
    "wide.mp4": [*counting(frames=5), "-vf", "setsar=2/1", *X264, *FLAGS],
    "varying.mkv": [
        *counting(frames=30),
        *["-vf", "select='not(between(n,5,14))',setpts=PTS", "-fps_mode", "vfr"],
        *[*X264, *FLAGS],
    ],
    "cover.mp3": [
        *tone(0.5),
        *["-f", "lavfi", "-i", "color=red:s=64x64:d=0.04", "-map", "0", "-map", "1"],
        *["-c:v", "mjpeg", "-frames:v", "1", "-disposition:v", "attached_pic"],
    ],
}


class Clips:
    """Makes each clip when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __getitem__(self, name: str) -> Path:
        path = self.folder / name
        if not path.exists():
            run_ffmpeg([*RECIPES[name], str(path)])
        return path

    def rotated(self) -> Path:
        """A clip of 160×90 that its file says to turn by 90°."""
        path = self.folder / "rotated.mp4"
        if not path.exists():
            source = str(self["count30.mp4"])
            turn = ["-metadata:s:v:0", "rotate=90"]
            run_ffmpeg(["-i", source, "-c", "copy", *turn, str(path)])
        return path


def run_ffmpeg(arguments: list[str]) -> None:
    """Run ffmpeg to its end; an error fails the test."""
    subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments], check=True, timeout=60)
