"""Judges facts: pure functions from what a machine has to what that means."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from studio.engine.checks.finding import Finding, Level
from studio.engine.encoders.catalog import X264, EncoderSpec
from studio.engine.encoders.preset import TIMED_PRESET, affordable_preset
from studio.engine.encoders.probe import ProbeResult

GIGABYTE = 1_000_000_000
LOW_DISK_GB, NO_DISK_GB = 5.0, 1.0
HOUR_AT_6_MBIT_GB = 6e6 / 8 * 3600 / GIGABYTE
NAMES_SHOWN = 4

Facts = Mapping[str, object]


def judge(kind: str, facts: Facts) -> Finding:
    """Judge the facts of one kind."""
    area = "camera" if kind == "cameras" else kind
    if "broken" in facts:
        return Finding(area, Level.FAIR, "unknown", {"reason": facts["broken"]})
    return _JUDGES[kind](facts)


SLOW = "encoder.slow"
"""It works, but the machine was too busy to say how well."""


def judge_encoder(
    spec: EncoderSpec, result: ProbeResult, size: tuple[int, int], fps: Fraction, cores: int
) -> Finding:
    """Judge what a probe found; x264 is timed with ``TIMED_PRESET``."""
    if result.timed_out and spec is X264:  # it has no driver that could hang
        return Finding("encoder", Level.FAIR, SLOW, {"title": spec.title})
    if not result.works:
        level, key = (
            (Level.FAIR, "encoder.absent") if spec is not X264 else (Level.BAD, "encoder.broken")
        )
        return Finding("encoder", level, key, {"title": spec.title, "reason": result.reason})
    values: dict[str, object] = {
        "title": spec.title,
        "size": f"{size[0]}x{size[1]}",
        "wall_ms": round(result.wall_ms, 1),
        "cpu_ms": round(result.cpu_ms, 1),
    }
    if spec is not X264:
        return Finding("encoder", Level.GOOD, "encoder.hardware", values)
    preset = affordable_preset(result.cpu_ms, fps, cores)
    values |= {"timed_preset": TIMED_PRESET, "preset": preset, "fps": str(fps)}
    return Finding("encoder", Level.GOOD, "encoder.x264", values)


def judge_disk(folder: str, free_bytes: int) -> Finding:
    """Judge the room for recordings."""
    free_gb = free_bytes / GIGABYTE
    values: dict[str, object] = {
        "folder": folder,
        "free_gb": round(free_gb, 1),
        "hours": round(free_gb / HOUR_AT_6_MBIT_GB, 1),
    }
    if free_gb >= LOW_DISK_GB:
        return Finding("disk", Level.GOOD, "disk.good", values)
    return Finding("disk", Level.FAIR if free_gb >= NO_DISK_GB else Level.BAD, "disk.low", values)


def can_go_live(findings: list[Finding]) -> bool:
    """True if an encoder works, and the server that was asked for, if any, can be reached."""
    works = any(f.area == "encoder" and (f.level is Level.GOOD or f.key == SLOW) for f in findings)
    return works and not any(f.area == "upload" and f.level is Level.BAD for f in findings)


def _gpu(facts: Facts) -> Finding:
    if "error" in facts:
        return Finding("gpu", Level.FAIR, "gpu.none", {"reason": facts["error"]})
    key = "gpu.software" if facts["is_software"] else "gpu.good"
    level = Level.FAIR if facts["is_software"] else Level.GOOD
    return Finding("gpu", level, key, dict(facts))


def _cameras(facts: Facts) -> Finding:
    cameras = facts["cameras"]
    assert isinstance(cameras, list)
    if not cameras:
        return Finding("camera", Level.FAIR, "camera.none")
    names = _some([f"{camera['name']} ({camera['device']})" for camera in cameras])
    return Finding("camera", Level.GOOD, "camera.good", {"names": names, "cameras": cameras})


def _screen(facts: Facts) -> Finding:
    if "error" in facts:
        return Finding("screen", Level.FAIR, "screen.none", {"reason": facts["error"]})
    return Finding("screen", Level.GOOD, "screen.good", dict(facts))


def _sound(facts: Facts) -> Finding:
    if "error" in facts:
        return Finding("sound", Level.FAIR, "sound.none", {"reason": facts["error"]})
    inputs, outputs = facts["inputs"], facts["outputs"]
    assert isinstance(inputs, list)
    assert isinstance(outputs, list)
    if not inputs:
        return Finding("sound", Level.FAIR, "sound.no_input")
    values: dict[str, object] = {
        "inputs": len(inputs),
        "input_names": _some(inputs),
        "outputs": len(outputs),
    }
    return Finding("sound", Level.GOOD, "sound.good", values)


def _fonts(facts: Facts) -> Finding:
    if "error" in facts:
        return Finding("fonts", Level.FAIR, "fonts.missing", {"missing": "A, 播, 🚀"})
    samples = {"latin": "A", "cjk": "播", "emoji": "🚀"}
    missing = [sample for kind, sample in samples.items() if not facts[kind]]
    if missing:
        return Finding("fonts", Level.FAIR, "fonts.missing", {"missing": ", ".join(missing)})
    return Finding("fonts", Level.GOOD, "fonts.good", dict(facts))


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:NAMES_SHOWN])
    return f"{shown}, …" if len(names) > NAMES_SHOWN else shown


_JUDGES: Mapping[str, Callable[[Facts], Finding]] = {
    "gpu": _gpu,
    "cameras": _cameras,
    "screen": _screen,
    "sound": _sound,
    "fonts": _fonts,
}
