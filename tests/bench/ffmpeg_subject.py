"""ffmpeg on the standard scene: one command, filters as a person would write them."""

import signal
import subprocess

from tests.bench.processes import end, start
from tests.bench.rig import Rig
from tests.bench.run_options import RunOptions
from tests.bench.standard_scene import CAMERA_SIZE, DISPLAY_SIZE, LOGO_SIZE, Box

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
QUIET = ["-hide_banner", "-nostats", "-loglevel", "warning", "-y"]
LOOPED = ["-re", "-stream_loop", "-1", "-i"]


class FfmpegSubject:
    """A running ffmpeg."""

    name = "ffmpeg"

    def __init__(self, rig: Rig, options: RunOptions) -> None:
        self._log = rig.folder / "subject.log"
        self._argv = argv(options, rig.display, rig.url)

    def start(self) -> int:
        """Start it and return its process id."""
        self._process: subprocess.Popen[bytes] = start(self._argv, self._log)
        return self._process.pid

    def counts(self) -> dict[str, float]:
        """Return nothing: it does not count."""
        return {}

    def end(self) -> dict[str, object]:
        """End it; it tells nothing about itself."""
        end(self._process, signal.SIGINT)
        return {}


def argv(options: RunOptions, display: str, url: str) -> list[str]:
    """Return the whole command."""
    screen = f"{DISPLAY_SIZE[0]}x{DISPLAY_SIZE[1]}"
    grab = ["-f", "x11grab", "-framerate", str(options.fps), "-video_size", screen]
    inputs = [
        *[*LOOPED, str(options.media / "bg.mp4")],
        *["-thread_queue_size", "64", *grab, "-draw_mouse", "1", "-i", display],
        *[*LOOPED, str(options.media / "cam.mp4")],
        *["-i", str(options.media / "logo.png")],
        *[*LOOPED, str(options.media / "music.wav")],
    ]
    rate = f"{options.kbps}k"
    video = [
        *["-c:v", "libx264", "-preset", "veryfast", "-b:v", rate, "-maxrate", rate],
        *["-bufsize", rate, "-x264-params", "nal-hrd=cbr:force-cfr=1"],
        *["-g", str(2 * options.fps), "-r", str(options.fps)],
    ]
    audio = ["-c:a", "aac", "-b:a", "160k", "-ar", "48000"]
    chosen = ["-filter_complex", graph(options), "-map", "[out]", "-map", "4:a"]
    return ["ffmpeg", *QUIET, *inputs, *chosen, *video, *audio, "-f", "flv", url]


def graph(options: RunOptions) -> str:
    """Return the filter graph: what is already of the right size is not scaled."""
    places = options.layout
    parts = [f"[0:v]{_scaled(places.bg, DISPLAY_SIZE)}fps={options.fps}[v0]"]
    count = 0

    def over(number: int, chain: str, box: Box) -> None:
        nonlocal count
        parts.append(f"[{number}:v]{chain or 'null'}[o{count}]")
        parts.append(f"[v{count}][o{count}]overlay={box.left}:{box.top}[v{count + 1}]")
        count += 1

    if places.screen:
        over(1, _scaled(places.screen, DISPLAY_SIZE).rstrip(","), places.screen)
    if places.cam:
        over(2, f"{_scaled(places.cam, CAMERA_SIZE)}chromakey=0x00b140:0.12:0.05", places.cam)
    if places.logo:
        over(3, _scaled(places.logo, LOGO_SIZE).rstrip(","), places.logo)
    line = ""
    if text := places.text:
        words = text.words.replace(":", "\\:")
        line = (
            f"drawtext=fontfile={FONT}:text='{words}':fontsize={text.size}"
            f":fontcolor=white:x={text.left}:y={text.top},"
        )
    return ";".join([*parts, f"[v{count}]{line}format=yuv420p[out]"])


def _scaled(box: Box | None, size: tuple[int, int]) -> str:
    if box is None or (box.width, box.height) == size:
        return ""
    return f"scale={box.width}:{box.height}:flags=bilinear,"
