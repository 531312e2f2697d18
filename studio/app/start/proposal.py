"""What quality a machine can send, read from what its examination measured.  Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

MOST_LOAD = 0.3
"""Of the whole processor for encoding: scenes, games and browsers want the rest."""
FULL_PIXELS = 1920 * 1080
HARDWARE = ("nvenc", "qsv", "quick sync", "amf", "videotoolbox", "media foundation")


@dataclass(frozen=True, slots=True)
class Quality:
    """A size, a rate and what is sent for it."""

    width: int
    height: int
    fps: int
    video_kbps: int

    @property
    def name(self) -> str:
        """As people say it: ``1080p30``."""
        return f"{self.height}p{self.fps}"


QUALITIES = (
    Quality(1920, 1080, 60, 6000),
    Quality(1920, 1080, 30, 4500),
    Quality(1280, 720, 60, 4000),
    Quality(1280, 720, 30, 2500),
    Quality(960, 540, 30, 1500),
)
CAREFUL = QUALITIES[3]
"""What is proposed where nothing could be measured."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What fits, and why.

    Attributes:
        encoder: Whose, in words; empty if none could be measured.
        is_hardware: The graphics card encodes.
        can_go_live: False if no encoder works at all.
        advice: What to do, where something is in the way.
        cpu_ms: Measured for one picture of 1920x1080; 0 where the processor does not encode.
        cores: How many the processor has.
    """

    best: Quality
    encoder: str = ""
    is_hardware: bool = False
    can_go_live: bool = True
    advice: str = ""
    cpu_ms: float = 0.0
    cores: int = 1

    def load(self, quality: Quality) -> float:
        """Return which part of the whole processor encoding takes, 1 for all of it."""
        return load(quality, self.cpu_ms, self.cores)


def propose(report: Mapping[str, object], cores: int) -> Proposal:
    """Read the report of ``doctor --json``."""
    rows = report.get("findings")
    listed = rows if isinstance(rows, list) else []
    findings: list[Mapping[str, object]] = [each for each in listed if isinstance(each, Mapping)]
    can_go_live = report.get("can_go_live") is not False
    works = [
        each for each in findings if each.get("area") == "encoder" and each.get("level") == "good"
    ]
    for each in works:
        title = str(_facts(each).get("title", ""))
        if any(word in title.lower() for word in HARDWARE):
            return Proposal(QUALITIES[0], title, True, can_go_live)
    for each in works:
        facts = _facts(each)
        cpu_ms = facts.get("cpu_ms")
        if isinstance(cpu_ms, int | float) and cpu_ms > 0:
            title = f"{facts.get('title', '')} {facts.get('preset', '')}".strip()
            best = best_for(float(cpu_ms), cores)
            return Proposal(best, title, False, can_go_live, "", float(cpu_ms), cores)
    bad = next((each for each in findings if each.get("level") == "bad"), {})
    return Proposal(CAREFUL, "", False, can_go_live, str(bad.get("do", "")))


def best_for(cpu_ms: float, cores: int) -> Quality:
    """Return the best quality that leaves the processor room.

    Args:
        cpu_ms: For one picture of 1920x1080.
        cores: How many the processor has.
    """
    for quality in QUALITIES:
        if load(quality, cpu_ms, cores) <= MOST_LOAD:
            return quality
    return QUALITIES[-1]


def load(quality: Quality, cpu_ms: float, cores: int) -> float:
    """Return which part of the processor a quality takes, by its pixels a second."""
    part = quality.width * quality.height / FULL_PIXELS
    return cpu_ms * part * quality.fps / 1000 / max(1, cores)


def _facts(finding: Mapping[str, object]) -> Mapping[str, object]:
    facts = finding.get("facts")
    return facts if isinstance(facts, Mapping) else {}
