"""What gifts sound like: short, soft at both ends, made of sines and shaped noise.

::

    Path("chime.ogg").write_bytes(ogg_of(SOUNDS["chime"]()))

Signals are ``(frames, 2) float64``, 48 kHz.
"""

import math
from collections.abc import Callable
from io import BytesIO

import av
import numpy as np
from numpy.typing import NDArray

from installer.gift_assets.loudness import levelled

RATE_HZ = 48_000
BIT_RATE = 72_000

Mono = NDArray[np.float64]
Stereo = NDArray[np.float64]


def ogg_of(signal: Stereo) -> bytes:
    """Encode a sound as Opus, the same bytes each time."""
    file = BytesIO()
    with av.open(file, "w", format="ogg", options={"fflags": "+bitexact"}) as out:
        stream = out.add_stream("libopus", rate=RATE_HZ, layout="stereo")
        stream.bit_rate = BIT_RATE
        planes = np.ascontiguousarray(signal.reshape(1, -1), np.float32)
        frame = av.AudioFrame.from_ndarray(planes, format="flt", layout="stereo")
        frame.sample_rate = RATE_HZ
        for packet in (*stream.encode(frame), *stream.encode(None)):
            out.mux(packet)
    return file.getvalue()


def _times(length_s: float) -> Mono:
    return np.arange(round(length_s * RATE_HZ)) / RATE_HZ


def _edges(t: Mono, rise_s: float, fall_s: float) -> Mono:
    """Return an envelope that starts and ends at nothing."""
    end = len(t) / RATE_HZ
    return np.asarray(np.minimum(1, t / rise_s) * np.clip((end - t) / fall_s, 0, 1))


def _noise(length_s: float, low_hz: float, high_hz: float, seed: int) -> Mono:
    """Return noise between two frequencies, with soft slopes, of an even loudness."""
    count = round(length_s * RATE_HZ)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    hz = np.fft.rfftfreq(count, 1 / RATE_HZ)
    gain = 1 / (1 + (low_hz / np.maximum(hz, 1)) ** 4) / (1 + (hz / high_hz) ** 4)
    signal = np.fft.irfft(spectrum * gain, count)
    return np.asarray(signal / np.abs(signal).std() / 3)


def _hz(note: float) -> float:
    return float(440.0 * 2 ** ((note - 69) / 12))


def _bell(note: float, length_s: float, dull: float = 3.0) -> Mono:
    t = _times(length_s)
    turn = math.tau * _hz(note) * t
    tone = np.sin(turn) + 0.35 * np.sin(2.76 * turn) * np.exp(-6 * t) + 0.2 * np.sin(2 * turn)
    return np.asarray(tone * np.exp(-dull * t) * _edges(t, 0.004, 0.1))


def _brass(note: float, length_s: float) -> Mono:
    """Return a soft horn: harmonics that open as it swells."""
    t = _times(length_s)
    open_by = np.minimum(1, t / 0.09) * (0.75 + 0.25 * np.exp(-3 * t))
    vibrato = 0.004 * np.sin(math.tau * 5.2 * t) * np.minimum(1, t / 0.5)
    turn = math.tau * np.cumsum(_hz(note) * (1 + vibrato)) / RATE_HZ
    tone = sum(
        np.sin(n * turn) * open_by ** (1 + 0.5 * n) / n**1.15
        for n in range(1, 9)
        if n * _hz(note) < 9_000
    )
    return np.asarray(tone * _edges(t, 0.02, min(0.25, length_s / 3)))


def _mixed(length_s: float, *parts: tuple[float, Mono, float, float]) -> Stereo:
    """Lay sounds over one another: from when, which, how loud, and where from -1 to 1.

    All together are as loud as every other sound.
    """
    total = np.zeros((round(length_s * RATE_HZ), 2))
    for start_s, mono, gain, side in parts:
        start = round(start_s * RATE_HZ)
        piece = mono[: max(0, len(total) - start)]
        angle = (side + 1) * math.pi / 4
        total[start : start + len(piece), 0] += piece * gain * math.cos(angle)
        total[start : start + len(piece), 1] += piece * gain * math.sin(angle)
    t = np.arange(len(total)) / RATE_HZ
    total *= _edges(t, 0.003, 0.12)[:, None]
    return levelled(np.asarray(total))


def _swept(length_s: float, lows_hz: tuple[float, ...], seed: int) -> Mono:
    """Return wind whose pitch runs through frequencies one after another."""
    t = _times(length_s)
    total = np.zeros(len(t))
    for number, low_hz in enumerate(lows_hz):
        middle = length_s * (number + 0.5) / len(lows_hz)
        shape = np.exp(-(((t - middle) / (length_s / len(lows_hz))) ** 2))
        total += _noise(length_s, low_hz, low_hz * 1.7, seed + number) * shape
    return total


def whoosh() -> Stereo:
    """Something passes quickly."""
    wind = _swept(1.1, (300, 700, 1400, 2000, 1100, 500), 1)
    t = _times(1.1)
    shape = np.sin(math.pi * np.clip(t / 1.1, 0, 1))
    return _mixed(1.1, (0.0, wind * shape * (1 - t), 1.0, -0.5), (0.03, wind * shape * t, 1.0, 0.5))


def launch() -> Stereo:
    """A rocket: three ticks, ignition, a rumble that climbs away."""
    t = _times(3.6)
    swell = np.minimum(1, t / 0.5) ** 2 * np.exp(-np.maximum(0, t - 1.4) * 0.9)
    rumble = _noise(3.6, 28, 160, 3) * swell
    roar = _noise(3.6, 150, 900, 4) * swell * (0.8 + 0.2 * np.sin(math.tau * 13 * t))
    hiss = _swept(3.6, (600, 900, 1500, 2400, 3000), 5) * swell
    ticks = [(0.26 * n, _bell(79, 0.25, 9), 0.28, 0.0) for n in range(3)]
    return _mixed(
        4.0, *ticks, (0.4, rumble, 1.0, 0.0), (0.4, roar, 0.5, -0.15), (0.4, hiss, 0.22, 0.15)
    )


def engine() -> Stereo:
    """A sports car: it starts at the left, shifts once, and is gone to the right."""
    length_s = 3.0
    t = _times(length_s)
    hz = np.interp(t, [0, 0.5, 1.25, 1.35, 2.3, 3.0], [55, 85, 150, 98, 175, 120])
    turn = math.tau * np.cumsum(hz) / RATE_HZ
    tone = sum(np.sin(n * turn + 0.6 * np.sin(turn / 2)) / n**1.1 for n in range(1, 11))
    tone = tone + 0.6 * np.sin(turn / 2) + 0.25 * _noise(length_s, 90, 700, 6)
    loud = np.interp(t, [0, 0.3, 1.3, 2.2, 3.0], [0.1, 0.6, 1.0, 0.8, 0.0])
    right = np.interp(t, [0, 1.0, 2.0, 3.0], [0.1, 0.35, 0.8, 0.95])
    wind = _swept(length_s, (250, 400, 900, 1500, 700, 300), 7)
    return _mixed(
        length_s,
        (0.0, tone * loud * (1 - right), 0.5, -0.8),
        (0.0, tone * loud * right, 0.5, 0.8),
        (0.0, wind * loud, 0.3, 0.1),
    )


def chime() -> Stereo:
    """Four bells upwards."""
    notes = [
        (0.09 * n, _bell(note, 1.3), 0.6, 0.3 * (n - 1.5))
        for n, note in enumerate((76, 79, 83, 88))
    ]
    return _mixed(1.7, *notes)


def sparkle() -> Stereo:
    """Glitter falls."""
    dice = np.random.default_rng(8)
    scale = (84, 86, 88, 91, 93, 96, 98, 100)
    bells = [
        (
            1.5 * n / 26 + float(dice.uniform(0, 0.04)),
            _bell(scale[int(dice.integers(8))], 0.6, 7),
            0.4 * (1 - n / 34),
            float(dice.uniform(-0.8, 0.8)),
        )
        for n in range(26)
    ]  # fmt: skip - one bell
    return _mixed(2.1, *bells)


def harp() -> Stereo:
    """A run over strings, down and up again, and a chord."""
    notes = (88, 84, 81, 79, 76, 72, 69, 72, 76, 79, 81, 84, 88, 91)
    run = [(0.075 * n, _bell(note, 1.2, 3.4), 0.5, 0.06 * (n - 7)) for n, note in enumerate(notes)]
    chord = [(1.1, _bell(note, 1.6, 2.4), 0.45, 0.0) for note in (72, 79, 84, 88)]
    return _mixed(2.6, *run, *chord)


def fanfare() -> Stereo:
    """Horns: short, short, short, long, with bells on top."""
    parts: list[tuple[float, Mono, float, float]] = []
    for start_s, length_s, notes in (
        (0.0, 0.16, (60, 64, 67)),
        (0.17, 0.16, (60, 64, 67)),
        (0.34, 0.2, (62, 65, 69)),
        (0.56, 1.5, (64, 67, 72)),
    ):
        parts += [
            (start_s, _brass(note, length_s), 0.3, 0.3 * (n - 1)) for n, note in enumerate(notes)
        ]
    parts += [
        (0.6 + 0.07 * n, _bell(note, 1.2), 0.2, 0.5) for n, note in enumerate((84, 88, 91, 96))
    ]
    parts.append((0.56, _thump(0.7), 0.7, 0.0))
    return _mixed(2.3, *parts)


def grand_fanfare() -> Stereo:
    """The same for kings: slower, higher, with a low drum and glitter."""
    parts: list[tuple[float, Mono, float, float]] = []
    for start_s, length_s, notes in (
        (0.0, 0.3, (55, 59, 62)),
        (0.32, 0.14, (60, 64, 67)),
        (0.48, 0.5, (64, 67, 72)),
        (1.0, 0.3, (62, 65, 71)),
        (1.32, 2.0, (60, 67, 72, 76)),
    ):
        parts += [
            (start_s, _brass(note, length_s), 0.28, 0.3 * (n - 1)) for n, note in enumerate(notes)
        ]
    parts += [(at, _thump(0.7), 0.8, 0.0) for at in (0.0, 0.48, 1.32)]
    parts += [
        (1.36 + 0.06 * n, _bell(note, 1.3), 0.16, 0.4)
        for n, note in enumerate((84, 88, 91, 96, 100))
    ]
    return _mixed(3.5, *parts)


def pop() -> Stereo:
    """A cork, small and friendly."""
    t = _times(0.22)
    tone = np.sin(math.tau * (420 * t + 900 * t**2)) * np.exp(-26 * t)
    return _mixed(0.4, (0.0, tone, 1.0, 0.0), (0.05, _bell(91, 0.3, 14), 0.25, 0.2))


def tick() -> Stereo:
    """A drop on wood, for what costs nothing."""
    t = _times(0.12)
    knock = np.sin(math.tau * (760 * t - 700 * t**2)) * np.exp(-45 * t) * _edges(t, 0.002, 0.02)
    return _mixed(0.34, (0.0, knock, 1.0, 0.0), (0.03, _bell(84, 0.25, 16), 0.2, -0.1))


def boom() -> Stereo:
    """Fireworks: two thumps, each with a crackle that dies away."""
    dice = np.random.default_rng(9)
    parts: list[tuple[float, Mono, float, float]] = []
    rise = _times(0.5)
    whistle = np.sin(math.tau * (900 * rise + 700 * rise**2)) * _edges(rise, 0.02, 0.2)
    parts.append((0.0, whistle, 0.06, -0.3))
    for start_s, side in ((0.5, -0.4), (1.15, 0.45), (1.9, 0.0)):
        parts.append((start_s, _thump(0.8), 1.0, side))
        parts.append((start_s, _noise(0.5, 200, 2500, 10) * np.exp(-12 * _times(0.5)), 0.5, side))
        for _ in range(38):
            late_s = 0.15 + float(dice.exponential(0.35))
            tick = _noise(0.03, 1500, 6000, int(dice.integers(1000))) * np.exp(-160 * _times(0.03))
            gain = 0.3 * math.exp(-late_s * 1.6)
            parts.append((start_s + late_s, tick, gain, side + float(dice.uniform(-0.4, 0.4))))
    return _mixed(3.4, *parts)


def horn() -> Stereo:
    """A ship greets, twice, over the sea."""
    parts: list[tuple[float, Mono, float, float]] = []
    for start_s, length_s in ((0.0, 0.55), (0.75, 1.6)):
        parts += [
            (start_s, _brass(note, length_s), gain, 0.0)
            for note, gain in ((41, 0.8), (48, 0.4), (53, 0.22))
        ]  # fmt: skip - one chord
    t = _times(3.2)
    sea = _noise(3.2, 200, 1400, 12) * (0.5 - 0.5 * np.cos(math.tau * t / 1.6))
    return _mixed(3.2, *parts, (0.0, sea, 0.16, 0.0))


def beat() -> Stereo:
    """A heart beats twice, and a harp answers."""
    parts = [
        (at, _thump(0.3), gain, 0.0)
        for at, gain in ((0.0, 0.9), (0.22, 0.6), (1.0, 0.9), (1.22, 0.6))
    ]
    parts += [
        (0.35 + 0.08 * n, _bell(note, 1.2, 3), 0.3, 0.1 * (n - 3))
        for n, note in enumerate((67, 71, 74, 79, 83, 86))
    ]  # fmt: skip - one run
    return _mixed(2.4, *parts)


def party() -> Stereo:
    """A short tune of a music box, and a cork."""
    tune = (
        (0.0, 72),
        (0.16, 76),
        (0.32, 79),
        (0.48, 84),
        (0.72, 81),
        (0.88, 84),
        (1.04, 88),
        (1.28, 91),
    )
    parts = [(at, _bell(note, 0.9, 4), 0.5, 0.2) for at, note in tune]
    parts += [
        (at, _bell(note, 1.0, 4), 0.3, -0.3) for at, note in ((0.0, 60), (0.48, 64), (1.04, 67))
    ]
    t = _times(0.2)
    parts.append((1.3, np.sin(math.tau * (300 * t + 900 * t**2)) * np.exp(-26 * t), 0.8, 0.0))
    return _mixed(2.4, *parts)


def _thump(length_s: float) -> Mono:
    t = _times(length_s)
    return np.asarray(
        np.sin(math.tau * (48 * t - 2.6 * np.exp(-22 * t)))
        * np.exp(-6 * t)
        * _edges(t, 0.004, 0.05)
    )


SOUNDS: dict[str, Callable[[], Stereo]] = {
    each.__name__: each
    for each in (
        whoosh,
        launch,
        engine,
        chime,
        sparkle,
        harp,
        fanfare,
        grand_fanfare,
        pop,
        tick,
        boom,
        horn,
        beat,
        party,
    )
}
"""All of them, by name."""
