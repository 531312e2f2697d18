"""Tests of studio.engine.mixer.device_stream: a simulated device with a clock of its own."""

from collections.abc import Callable

import numpy as np
import pytest

from studio.engine.mixer.device_stream import DeviceStream, stereo
from studio.engine.mixer.timeline import Samples, Timeline

CHUNK = 512
HZ = 1000.0


class Device:
    """Says a sine of exactly 1 kHz of session time, by a clock that is wrong.

    ``stamp_error_ms`` gives what the stamp of a chunk is off at a second.
    """

    def __init__(
        self,
        drift_ppm: float,
        rate_hz: int = 48_000,
        stamp_error_ms: Callable[[float], float] = lambda _: 0.0,
    ) -> None:
        self.stream = DeviceStream(rate_hz)
        self.timeline = Timeline(2 * 48_000)
        self.heard: list[Samples] = []
        self.began = -1
        self._true_hz = rate_hz * (1 + drift_ppm * 1e-6)
        self._stamp_error_ms = stamp_error_ms
        self._chunk = 0
        self._skipped_s = 0.0

    def run(self, seconds: float) -> None:
        for _ in range(int(seconds * self._true_hz / CHUNK)):
            number = np.arange(self._chunk * CHUNK, (self._chunk + 1) * CHUNK)
            time_s = number / self._true_hz + self._skipped_s
            tone = np.sin(time_s * 2 * np.pi * HZ).astype(np.float32) * 0.5
            stamp_s = float(time_s[0]) + self._stamp_error_ms(float(time_s[0])) / 1000
            self.stream.place(self.timeline, int(stamp_s * 1e9), stereo(tone[:, None]))
            self._chunk += 1
            self._listen()

    def skip(self, seconds: float) -> None:
        self._skipped_s += seconds

    def _listen(self) -> None:
        if self.began < 0:
            if self.timeline.is_empty:
                return
            self.began = self.timeline.begin
            self.timeline.mixed_to = self.began
        out = np.empty((self.timeline.end - self.timeline.mixed_to, 2), np.float32)
        assert self.timeline.read(self.timeline.mixed_to, out) == 0
        self.timeline.mixed_to = self.timeline.end
        self.heard.append(out)

    def sound(self) -> Samples:
        return np.concatenate(self.heard)


def fitted(sound: Samples, first: int) -> tuple[float, float]:
    """Fit a sine to 100 ms; return THD+N in dB and how late it is in ms.

    As an analyser's notch filter is 10 Hz wide, so may the tone slide a little here.
    """
    piece = sound[:4800, 0].astype(np.float64)
    phase = (first + np.arange(len(piece))) * (2 * np.pi * HZ / 48_000)
    slide = np.linspace(-1, 1, len(piece))
    sine, cosine = np.sin(phase), np.cos(phase)
    waves = np.stack([sine, cosine, slide * sine, slide * cosine], axis=1)
    parts = np.linalg.lstsq(waves, piece, rcond=None)[0]
    wrong = piece - waves @ parts
    thd_db = 10 * np.log10(np.mean(wrong**2) / np.mean(piece**2))
    late_ms = np.arctan2(-parts[1], parts[0]) / (2 * np.pi * HZ) * 1000
    return float(thd_db), float(late_ms)


def uniform(width_ms: float) -> Callable[[float], float]:
    noise = np.random.default_rng(6)
    return lambda _: float(noise.uniform(-width_ms / 2, width_ms / 2))


def test_a_sine_stays_clean_while_the_clock_drifts_by_200_ppm() -> None:
    device = Device(200, stamp_error_ms=uniform(1.0))
    device.run(40)
    sound = device.sound()
    for second in (3, 10, 20, 35):
        thd_db, _ = fitted(sound[second * 48_000 :], device.began + second * 48_000)
        assert thd_db < -70, f"after {second} s"
    thd_db, late_ms = fitted(sound[38 * 48_000 :], device.began + 38 * 48_000)
    assert thd_db < -85
    assert abs(late_ms) < 0.2
    assert device.stream.drift_ppm == pytest.approx(200, abs=30)
    assert device.stream.replaced == 0


@pytest.mark.parametrize("rate_hz", [44_100, 96_000])
def test_other_rates_drift_too(rate_hz: int) -> None:
    device = Device(-150, rate_hz, uniform(1.0))
    device.run(30)
    thd_db, late_ms = fitted(device.sound()[28 * 48_000 :], device.began + 28 * 48_000)
    assert thd_db < -80
    assert abs(late_ms) < 0.2


def test_it_waits_until_the_stamps_have_settled() -> None:
    # As PulseAudio does it: 340 ms wrong, then sliding for 0.6 s.
    device = Device(0, stamp_error_ms=lambda s: -max(0.0, min(340.0, 340 - (s - 0.3) * 560)))
    device.run(8)
    assert device.began > 48_000
    assert abs(fitted(device.sound()[48_000:], device.began + 48_000)[1]) < 0.5
    assert device.stream.replaced == 0


def test_stamps_that_never_settle_are_taken_after_five_seconds() -> None:
    device = Device(0, stamp_error_ms=lambda s: s * 20)
    device.run(4)
    assert not device.stream.is_placed
    device.run(2)
    assert device.stream.is_placed


def test_lost_sound_is_placed_anew_not_chased() -> None:
    device = Device(0)
    device.run(3)
    device.skip(0.4)
    device.run(2)
    assert device.stream.replaced == 1
    assert device.timeline.gap_frames > 0.4 * 48_000
    tail = device.sound()[-48_000:]
    assert abs(fitted(tail, device.timeline.end - 48_000)[1]) < 0.1


def test_mono_is_heard_on_both_sides() -> None:
    assert stereo(np.array([[1], [2]], np.float32)).tolist() == [[1, 1], [2, 2]]
    assert stereo(np.array([[1, 2, 3]], np.float32)).tolist() == [[1, 2]]
