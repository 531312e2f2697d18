"""What a clean voice costs, and how clean it is: ``python -m tests.bench.voice [--seconds 10]``.

On real speech (Debian's alsa-utils), first the bare libraries, each as its makers call it and by
itself, then our chain on the same sound, then the process as a whole in real time, rings and
channel with it, by its CPU time.  livekit's module is measured beside them where it is installed.
"""

import argparse
import importlib.util
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
from pywebrtc_audio import EchoCanceller

from studio.link.voice.chain import FAR_EARLY, Chain, Wanted
from studio.link.voice.denoisers import DeepFilter, Plain, RnNoise
from studio.link.voice.frames import FRAME, place_of
from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ
from tests.link.voice.speech import (
    Mono,
    active_db,
    in_a_room,
    pink_noise,
    power_db,
    si_sdr_db,
    speech,
)
from tests.link.voice.voice_process import SoundRing, VoiceProcess

Step = Callable[[Mono, Mono], Mono]
SECOND = SAMPLE_RATE_HZ
CHAINS = {
    "echo": Wanted(cancel_echo=True),
    "noise standard": Wanted(suppress_noise="standard"),
    "noise strong": Wanted(suppress_noise="strong"),
    "loudness": Wanted(even_loudness=True),
    "all, standard": Wanted(True, "standard", True),
    "all, strong": Wanted(True, "strong", True),
}


def through(step: Step, near: Mono, far: Mono) -> tuple[Mono, float]:
    """Return what comes out, and the part of a core that it took."""
    early = np.concatenate((far[FAR_EARLY:], np.zeros(FAR_EARLY, np.float32)))
    begun_ns = time.thread_time_ns()
    out = [
        step(near[at : at + FRAME], early[at : at + FRAME])
        for at in range(0, len(near) - FRAME + 1, FRAME)
    ]
    return np.concatenate(out), (time.thread_time_ns() - begun_ns) / 1e9 / (len(near) / SECOND)


def figures(make: Callable[[], Step], lookahead: int) -> str:
    """Return cost, echo loss, what is left of a near voice over it, and what noise loses."""
    far, near = speech(14, -22, first=4), np.zeros(14 * SECOND, np.float32)
    near[9 * SECOND :] = speech(5, -24)
    heard = in_a_room(far, 12) + near
    out, cost = through(make(), heard, far)
    out = out[lookahead:]
    alone, both = slice(5 * SECOND, 9 * SECOND), slice(9 * SECOND, 13 * SECOND)
    said = speech(8, -26)
    noisy = said + pink_noise(len(said), -31)
    clean, _ = through(make(), noisy, np.zeros_like(noisy))
    clean = clean[lookahead:]
    gained_db = si_sdr_db(said[: len(clean)], clean) - si_sdr_db(said, noisy)
    return (
        f"{cost:6.1%} of a core   echo −{power_db(heard[alone]) - power_db(out[alone]):5.1f} dB   "
        f"near voice over it {active_db(out[both]) - active_db(near[both]):+5.1f} dB   "
        f"SI-SDR {gained_db:+5.1f} dB   {lookahead * 1000 / SECOND:4.1f} ms"
    )


def bare() -> dict[str, tuple[Callable[[], Step], int]]:
    """Return the libraries by themselves."""

    def echo() -> Step:
        canceller = EchoCanceller(SECOND, 1, FAR_EARLY * 1000 // SECOND)
        return canceller.process

    def noise(kind: type[RnNoise] | type[DeepFilter] | type[Plain]) -> Callable[[], Step]:
        def make() -> Step:
            process = kind().process
            return lambda near, far: process(near)

        return make

    found: dict[str, tuple[Callable[[], Step], int]] = {
        "pywebrtc-audio, echo": (echo, 430),
        "RNNoise": (noise(RnNoise), RnNoise.lookahead),
        "DeepFilterNet 3": (noise(DeepFilter), DeepFilter.lookahead),
        "pywebrtc-audio, noise": (noise(Plain), Plain.lookahead),
    }
    if importlib.util.find_spec("livekit"):
        found["livekit, echo"] = (livekit, 377)
    return found


def livekit() -> Step:
    """Return livekit's echo canceller."""
    from livekit import rtc  # type: ignore[import-not-found]  # not ours

    module = rtc.AudioProcessingModule(echo_cancellation=True, high_pass_filter=True)

    def frame(samples: Mono) -> object:
        data = (np.clip(samples, -1, 1) * 32767).astype(np.int16)
        return rtc.AudioFrame(bytearray(data.tobytes()), SECOND, 1, FRAME)

    def step(near: Mono, far: Mono) -> Mono:
        module.process_reverse_stream(frame(far))
        module.set_stream_delay_ms(FAR_EARLY * 1000 // SECOND)
        said = frame(near)
        module.process_stream(said)
        sound = np.frombuffer(said.data, np.int16)  # type: ignore[attr-defined]
        out: Mono = (sound / 32768).astype(np.float32)
        return out

    return step


def process_cost(wanted: Wanted, seconds: float, folder: Path) -> tuple[float, float]:
    """Return which part of a core the process takes in real time, and its memory in MB."""
    process = VoiceProcess(folder)
    near, far = SoundRing("bench-near"), SoundRing("bench-far")
    heard = speech(seconds + 2, -22, first=4)
    said = in_a_room(heard, 12) + speech(seconds + 2, -30)
    try:
        process.ask(
            1,
            near.name,
            far.name,
            cancel_echo=wanted.cancel_echo,
            suppress_noise=wanted.suppress_noise,
            even_loudness=wanted.even_loudness,
        )
        process.wait("clean", 1)
        watched = psutil.Process(process.child.pid)
        begun_s, place = time.monotonic(), place_of(time.monotonic_ns())
        before = watched.cpu_times()
        for at in range(0, int(seconds * SECOND), BLOCK_FRAMES):
            far.put(place + at, heard[at : at + BLOCK_FRAMES])
            near.put(place + at, said[at : at + BLOCK_FRAMES])
            time.sleep(max(0.0, begun_s + (at + BLOCK_FRAMES) / SECOND - time.monotonic()))
        after = watched.cpu_times()
        spent_s = after.user + after.system - before.user - before.system
        return spent_s / (time.monotonic() - begun_s), watched.memory_info().rss / 1e6
    finally:
        process.close()
        near.close()
        far.close()


def main() -> None:
    """Print three tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="of each process")
    seconds = parser.parse_args().seconds
    print("bare libraries")
    for name, (make, lookahead) in bare().items():
        print(f"  {name:22s}{figures(make, lookahead)}", flush=True)
    print("our chain")
    for name, wanted in CHAINS.items():
        make_chain = lambda wanted=wanted: Chain(wanted).process  # noqa: E731
        print(f"  {name:22s}{figures(make_chain, Chain(wanted).lookahead)}", flush=True)
    print("the process, in real time")
    with tempfile.TemporaryDirectory(prefix="v-") as folder:
        for name, wanted in CHAINS.items():
            if "," in name or name == "echo":
                cost, memory_mb = process_cost(wanted, seconds, Path(folder))
                print(f"  {name:22s}{cost:6.1%} of a core   {memory_mb:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
