"""Does an encoder work on this machine, and what does it cost?

An encoder that is listed may not open, one that opens may fail at the first
picture, and a driver may hang or crash.  So each is opened and fed in a child
process of its own, with a time-out; what happens there costs the stream nothing::

    result = probe(catalog.NVENC, settings)
    result.works, result.reason, result.cpu_ms

or by hand::

    python -m studio.engine.encoders.probe libx264 1920 1080 30 4500 veryfast --json

The pictures are noise and moving text, about as hard to encode as a screen with a
camera on it.  The first ones are left out of the reckoning: an encoder that has just
opened takes its memory from the system then, which made 12 pictures of x264 cost 48
CPU-ms each and 60 of them 28.  Of the others the cheapest five in a row count, for
what else the machine does at the moment is no part of the answer.
"""

import argparse
import dataclasses
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from studio.engine.encoders import catalog
from studio.engine.encoders.catalog import EncoderSpec
from studio.engine.encoders.codec import VideoCodec
from studio.engine.encoders.errors import EncoderError
from studio.engine.encoders.settings import AUTO, EncoderSettings, Latency
from studio.engine.picture import Plane
from studio.model.media import Packet

FRAMES = 16
WARM_UP_FRAMES = 5
STRETCH_FRAMES = 5
TIMEOUT_S = 10.0
GLYPH_PX = 8


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What came of encoding a few pictures.

    Attributes:
        reason: Why it does not work, as a sentence; "" if it does.
        wall_ms: Time a picture took, on a machine with other things to do.
        cpu_ms: Processor time a picture took, of all threads.
        timed_out: It may work, and was only too slow this time.
    """

    encoder: str
    preset: str
    works: bool
    reason: str = ""
    frames: int = 0
    wall_ms: float = 0.0
    cpu_ms: float = 0.0
    timed_out: bool = False


def probe(
    spec: EncoderSpec, settings: EncoderSettings, timeout_s: float = TIMEOUT_S
) -> ProbeResult:
    """Try an encoder in a child process."""
    if reason := spec.absent():
        return ProbeResult(spec.id, spec.preset(settings), works=False, reason=reason)
    return finish(begin(spec, settings), spec, settings, timeout_s)


def begin(
    spec: EncoderSpec, settings: EncoderSettings, frames: int = FRAMES
) -> subprocess.Popen[str]:
    """Start trying an encoder; several can be tried at once."""
    numbers = (settings.width, settings.height, settings.fps, settings.kbps)
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "studio.engine.encoders.probe", spec.id),
            *(str(number) for number in numbers),
            *(spec.preset(settings) or AUTO, "--json", "--latency", settings.latency),
            *("--frames", str(frames)),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def finish(
    child: subprocess.Popen[str],
    spec: EncoderSpec,
    settings: EncoderSettings,
    timeout_s: float = TIMEOUT_S,
) -> ProbeResult:
    """Wait for a trial that was begun, and end it if it hangs."""
    preset = spec.preset(settings)
    try:
        said, _ = child.communicate(timeout=timeout_s)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        reason = f"{spec.title} did not answer within {timeout_s:g} s; its driver may be broken"
        return ProbeResult(spec.id, preset, works=False, reason=reason, timed_out=True)
    try:
        return ProbeResult(**json.loads(said))
    except (ValueError, TypeError):
        reason = f"{spec.title} crashed (exit code {child.returncode}); its driver may be broken"
        return ProbeResult(spec.id, preset, works=False, reason=reason)


def measure(spec: EncoderSpec, settings: EncoderSettings, frames: int = FRAMES) -> ProbeResult:
    """Encode some pictures right here, and return what that cost."""
    pictures = [moving_text(settings.width, settings.height, index) for index in range(frames)]
    packets: list[Packet] = []
    spent_s: list[tuple[float, float]] = []
    try:
        codec = VideoCodec(spec, settings)
        for index, nv12 in enumerate(pictures):
            packets += codec.encode(index, nv12)
            spent_s.append((time.perf_counter(), time.process_time()))
        packets += codec.flush()
    except EncoderError as error:
        return ProbeResult(spec.id, settings.preset, works=False, reason=str(error))
    if len(packets) != frames or not packets[0].is_key or codec.format is None:
        reason = f"{spec.title} took {frames} pictures and gave {len(packets)} back"
        return ProbeResult(spec.id, codec.preset, works=False, reason=reason)
    wall_ms, cpu_ms = (_cheapest_ms(moments) for moments in zip(*spent_s, strict=True))
    return ProbeResult(spec.id, codec.preset, True, "", frames, wall_ms, cpu_ms)


def _cheapest_ms(moments_s: Sequence[float]) -> float:
    """Return what a picture took in the best stretch, when the machine did least else."""
    moments_s = moments_s[min(WARM_UP_FRAMES, len(moments_s) - 2) :]
    steps = min(STRETCH_FRAMES, len(moments_s) - 1)
    stretches = zip(moments_s, moments_s[steps:], strict=False)
    return round(min(end - start for start, end in stretches) * 1000 / steps, 2)


def moving_text(width: int, height: int, index: int) -> Plane:
    """Draw a picture: text scrolls over a slope, a quarter of it is noise.

    Returns:
        ``(height * 3 // 2, width) uint8`` NV12.
    """
    rng = np.random.default_rng(7)
    rows, columns = height // GLYPH_PX + 2, width // GLYPH_PX + 2
    glyphs = rng.integers(0, 2, (64, GLYPH_PX, GLYPH_PX), dtype=np.uint8) * np.uint8(150)
    glyphs[:24] = 0  # blanks between words
    text = glyphs[rng.integers(0, 64, (rows, columns))].swapaxes(1, 2)
    page = text.reshape(rows * GLYPH_PX, columns * GLYPH_PX)
    nv12 = np.full((height * 3 // 2, width), 128, np.uint8)
    luma = nv12[:height]
    luma[:] = np.linspace(30, 80, width, dtype=np.uint8)
    down = index * 2 % GLYPH_PX
    luma += page[down : down + height, :width]
    noisy = luma[height // 2 :, width // 2 :]
    noisy += np.random.default_rng(index).integers(0, 12, noisy.shape, dtype=np.uint8)
    return nv12


def main(arguments: Sequence[str] | None = None) -> int:
    """Try one encoder and print what came of it; 0 if it works."""
    parser = argparse.ArgumentParser(prog="python -m studio.engine.encoders.probe")
    parser.add_argument("encoder")
    parser.add_argument("width", type=int)
    parser.add_argument("height", type=int)
    parser.add_argument("fps", type=Fraction)
    parser.add_argument("kbps", type=int)
    parser.add_argument("preset")
    parser.add_argument("--latency", type=Latency, default=Latency.NORMAL)
    parser.add_argument("--frames", type=int, default=FRAMES, help="at least 2")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    try:
        settings = EncoderSettings(
            *(asked.width, asked.height, asked.fps, asked.kbps),
            encoder=asked.encoder,
            preset=asked.preset,
            latency=asked.latency,
        )
        result = measure(catalog.find(asked.encoder), settings, asked.frames)
    except EncoderError as error:
        result = ProbeResult(asked.encoder, asked.preset, works=False, reason=str(error))
    if asked.json:
        print(json.dumps(dataclasses.asdict(result)))
    elif result.works:
        print(f"{result.encoder} {result.preset}: {result.cpu_ms} CPU-ms a picture")
    else:
        print(result.reason)
    return 0 if result.works else 1


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # a broken driver must not hang us on the way out
