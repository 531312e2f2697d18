"""Which encoder and which preset a machine can afford.

``resolve`` turns "auto" into names, once, before anything is opened.  It asks the
probe only what the settings leave open and the cache does not know, all encoders
at once, and takes 0.7 CPU-seconds then, three seconds on a machine that has no time;
with an encoder and a preset given it does nothing at all::

    settings = resolve(settings)
    VideoEncoder(settings, on_packet=bus.put, may_speed_up=True)

x264 is timed with one preset, and the others are reckoned from that: one that
looks ahead needs far more pictures before its cost shows.
"""

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from studio.engine.encoders import catalog
from studio.engine.encoders.cache import ProbeCache
from studio.engine.encoders.catalog import X264, EncoderSpec
from studio.engine.encoders.probe import ProbeResult, begin, finish
from studio.engine.encoders.settings import AUTO, EncoderSettings
from studio.model.media import SECOND_NS

BEHIND_NS = 2 * SECOND_NS
ENCODER_SHARE = 0.55
"""The part of all cores that x264 may take; the rest is for sources and the mixer."""
PLENTY_SHARE = 0.2
"""The part that it may take with a preset slower than the usual one.  "fast" costs 2.6 times as
much as "veryfast" and gains 0.2 dB of SSIM (a storm of gifts, 720p30 at 4.5 Mbit/s): nothing that
gifts, filters or captions should be short of time for."""
START_TIMEOUT_S = 3.0
TIMED_PRESET = "superfast"
RELATIVE_COST = {
    "ultrafast": 0.8,
    TIMED_PRESET: 1.3,
    "veryfast": 2.2,
    "faster": 3.5,
    "fast": 6.5,
    "medium": 9.0,
}
"""What presets cost on a real scene, beside the timed preset on the probe's pictures."""


def resolve(
    settings: EncoderSettings, cache: ProbeCache | None = None, cores: int | None = None
) -> EncoderSettings:
    """Name the encoder and the preset where the settings say "auto".

    Raises:
        EncoderError: If the encoder or the preset does not exist.
    """
    if settings.encoder != AUTO:
        named = catalog.find(settings.encoder)
        named.preset(settings)  # a wrong name is told before anything is started
        if settings.preset != AUTO:
            return settings
        candidates: tuple[EncoderSpec, ...] = (named,)
    else:
        candidates = tuple(
            spec
            for spec in catalog.for_this_system()
            if settings.preset == AUTO or settings.preset in spec.presets
        )
        if not candidates:
            X264.preset(settings)  # says what there is
    results = _results(candidates, settings, cache or ProbeCache())
    spec = choose(candidates, results, settings.fps)
    preset = settings.preset
    if preset == AUTO:
        preset = spec.usual or AUTO
        if spec is X264 and X264.id in results:
            cores = cores or os.cpu_count() or 1
            preset = affordable_preset(results[X264.id].cpu_ms, settings.fps, cores)
    return replace(settings, encoder=spec.id, preset=preset)


def check(settings: EncoderSettings) -> None:
    """Refuse at once what could never be opened; nothing is tried.

    Raises:
        EncoderError: If the encoder or the preset does not exist.
    """
    if settings.encoder != AUTO:
        catalog.find(settings.encoder).preset(settings)
    elif all(settings.preset not in (AUTO, *spec.presets) for spec in catalog.for_this_system()):
        X264.preset(settings)  # says what there is


def choose(
    candidates: Sequence[EncoderSpec], results: dict[str, ProbeResult], fps: Fraction
) -> EncoderSpec:
    """Return the best encoder that works and keeps up; the last one if none does."""
    for spec in candidates:
        result = results.get(spec.id)
        if (
            result is not None
            and result.works
            and (not spec.hardware or result.wall_ms < 1000 / fps)
        ):
            return spec
    return candidates[-1]


def affordable_preset(timed_cpu_ms: float, fps: Fraction, cores: int) -> str:
    """Return x264's best preset that leaves enough of the cores to everything else.

    Args:
        timed_cpu_ms: What a picture costs with the preset that was timed; 0 if unknown.
        fps: Pictures a second.
        cores: Processor cores of the machine.
    """
    if not timed_cpu_ms:
        return X264.usual
    usual = RELATIVE_COST[X264.usual]
    affordable = [
        preset
        for preset, cost in RELATIVE_COST.items()
        if cost * timed_cpu_ms * float(fps) / 1000 / cores
        <= (ENCODER_SHARE if cost <= usual else PLENTY_SHARE)
    ]
    return affordable[-1] if affordable else next(iter(RELATIVE_COST))


def _results(
    candidates: Sequence[EncoderSpec], settings: EncoderSettings, cache: ProbeCache
) -> dict[str, ProbeResult]:
    """Ask the cache, then all encoders at once, about what has to be known."""
    questions = {
        spec: replace(settings, preset=TIMED_PRESET) if spec is X264 else settings
        for spec in candidates
        if _has_to_be_known(spec, settings)
    }
    known = {spec: cache.get(spec, asked) for spec, asked in questions.items()}
    children = {
        spec: begin(spec, questions[spec]) for spec, result in known.items() if result is None
    }
    results = {spec.id: result for spec, result in known.items() if result is not None}
    deadline_s = time.monotonic() + START_TIMEOUT_S
    for spec, child in children.items():
        left_s = max(0.0, deadline_s - time.monotonic())
        result = finish(child, spec, questions[spec], left_s)
        results[spec.id] = cache.keep(settings, result)
    return results


def _has_to_be_known(spec: EncoderSpec, settings: EncoderSettings) -> bool:
    if spec is X264:  # it always works; what it costs matters if we choose its preset
        return settings.preset == AUTO
    return settings.encoder == AUTO and not spec.absent()


class PresetGovernor:
    """Says when an encoder has been behind for so long that it needs a faster preset.

    Pure: time is an argument.  It is behind from the moment when its queue is three
    quarters full until it is down to a quarter, and must be so for two seconds in a
    row; after a change the two seconds begin anew.  One hiccup never counts, and an
    encoder that is only a little too slow, whose queue is now and then not quite
    full, does.

    Args:
        presets: The encoder's presets, fastest first.
    """

    def __init__(self, presets: Sequence[str]) -> None:
        self._presets = tuple(presets)
        self._behind_since_ns: int | None = None

    def observe(self, now_ns: int, fullness: float, preset: str) -> str | None:
        """Take in how full the queue is (0..1); return the preset to change to, if any."""
        if fullness <= 0.25:
            self._behind_since_ns = None
        elif fullness >= 0.75 and self._behind_since_ns is None:
            self._behind_since_ns = now_ns
        since_ns = self._behind_since_ns
        if since_ns is None or now_ns - since_ns < BEHIND_NS or preset not in self._presets[1:]:
            return None
        self._behind_since_ns = None
        return self._presets[self._presets.index(preset) - 1]
