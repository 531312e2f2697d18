"""The figures of the stats dock: what each is now, whether that is bad, and what to do then.  Pure.

Frames are counted since the session began; what matters is how many of the last ten seconds
were lost, so the last statistics are compared with older ones.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from studio.app.words import tr
from studio.model.events import RECORD, StatsChanged

WINDOW = 10
"""Statistics, about one a second, over which losses are counted."""
ENOUGH_DISK_BYTES = 5_000_000_000
FULL_GPU_PERCENT = 95


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the dock.

    Attributes:
        id: Which one.
        values: The last ones, the newest last, for the sparkline.
        says: What is bad and what to do, or empty.
        is_grave: Viewers notice it.
    """

    id: str
    name: str
    text: str
    values: tuple[float, ...] = ()
    says: str = ""
    is_grave: bool = False


@dataclass(frozen=True, slots=True)
class Machine:
    """What statistics of the engine don't know.

    Attributes:
        fps: That the canvas wants.
        cores: Of the processor.
        free_bytes: Where recordings go, or None.
        is_recording: Whether that disk fills.
        room_ms: The way to the room and back, or None without one.
        gpu_percent: How busy the graphics card is, or None where no driver tells.
    """

    fps: float
    cores: int
    free_bytes: int | None = None
    is_recording: bool = False
    room_ms: float | None = None
    room_values: tuple[float, ...] = ()
    gpu_percent: float | None = None
    gpu_values: tuple[float, ...] = ()


def figures(history: Sequence[StatsChanged], machine: Machine) -> list[Figure]:
    """Return all figures, in the order in which they are looked for."""
    if not history:
        return []
    now = history[-1]
    made = [_fps(history, machine)]
    made += [_lost(history, each) for each in _LOSSES]
    made += [_rate(history), _upload(history)]
    made.append(_cpu(history, machine))
    if machine.gpu_percent is not None:
        made.append(_gpu(machine.gpu_percent, machine.gpu_values))
    made += [_render(history, machine), _encode(history, machine)]
    rss = tr("{mb} MB", mb=f"{now.rss_mb:,.0f}")
    made.append(Figure("memory", tr("Memory"), rss, _of(history, lambda each: each.rss_mb)))
    if machine.free_bytes is not None:
        made.append(_disk(machine))
    if machine.room_ms is not None:
        made.append(_room(machine))
    return made


def as_text(figures: Sequence[Figure], about: str) -> str:
    """Return all of it as lines that can be sent to somebody who helps."""
    lines = [about, *(f"{each.name}: {each.text}" for each in figures)]
    lines += [f"! {each.says}" for each in figures if each.says]
    return "\n".join(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class _Loss:
    id: str
    name: Callable[[], str]
    count: Callable[[StatsChanged], int]
    says: Callable[[int], str]


_LOSSES = (
    _Loss(
        "lagged",
        lambda: tr("Late pictures"),
        lambda each: each.frames_lagged,
        lambda lost: tr(
            "{lost} pictures came late: scenes cost too much. Take away layers or filters, or "
            "choose a smaller picture.",
            lost=lost,
        ),
    ),
    _Loss(
        "skipped",
        lambda: tr("Not encoded"),
        lambda each: each.frames_skipped,
        lambda lost: tr(
            "{lost} pictures were not encoded: the encoder is too slow. Choose a faster preset "
            "or a smaller picture.",
            lost=lost,
        ),
    ),
    _Loss(
        "dropped",
        lambda: tr("Not sent"),
        lambda each: each.frames_dropped,
        lambda lost: tr(
            "{lost} pictures were not sent: the line is too slow. Lower the video bit rate.",
            lost=lost,
        ),
    ),
)


def _of(
    history: Sequence[StatsChanged], value: Callable[[StatsChanged], float]
) -> tuple[float, ...]:
    return tuple(value(each) for each in history)


def _fps(history: Sequence[StatsChanged], machine: Machine) -> Figure:
    now = history[-1]
    is_out = any(name for name in now.outputs)
    is_bad = is_out and 0 < now.fps < machine.fps * 0.95
    says = tr("The picture stutters: this machine does not manage all of it.") if is_bad else ""
    values = _of(history, lambda each: each.fps)
    return Figure("fps", tr("Frame rate"), f"{now.fps:.1f}", values, says, is_bad)


def _lost(history: Sequence[StatsChanged], loss: _Loss) -> Figure:
    """Count one kind of loss: in all, and within the last seconds."""
    counts = [loss.count(each) for each in history]
    steps = tuple(float(max(0, later - earlier)) for earlier, later in pairwise(counts))
    recent = int(sum(steps[-WINDOW:]))
    says = loss.says(recent) if recent else ""
    return Figure(loss.id, loss.name(), f"{counts[-1]:,}", steps, says, recent > 0)


def _rate(history: Sequence[StatsChanged]) -> Figure:
    text = tr("{kbps} kb/s", kbps=f"{history[-1].kbps:,.0f}")
    return Figure("kbps", tr("Bit rate"), text, _of(history, lambda each: each.kbps))


def _upload(history: Sequence[StatsChanged]) -> Figure:
    """Add up what goes to all destinations, and see whether it waits here."""

    def sum_of(each: StatsChanged) -> float:
        return sum(out.kbps for name, out in each.outputs.items() if name != RECORD)

    now = history[-1]
    waits_ms = max((out.delay_ms for name, out in now.outputs.items() if name != RECORD), default=0)
    says = ""
    if waits_ms > 1000:
        says = tr(
            "What is sent waits {seconds} s for the line. Lower the video bit rate, or end other "
            "uploads.",
            seconds=f"{waits_ms / 1000:.1f}",
        )
    text = tr("{mbps} Mb/s", mbps=f"{sum_of(now) / 1000:.1f}")
    return Figure("upload", tr("Upload"), text, _of(history, sum_of), says, waits_ms > 3000)


def _cpu(history: Sequence[StatsChanged], machine: Machine) -> Figure:
    now, most = history[-1].cpu_percent, 100.0 * machine.cores
    is_bad = now > most * 0.85
    says = (
        tr("The processor has nearly nothing left. Close other programs, or take a faster preset.")
        if is_bad
        else ""
    )
    values = _of(history, lambda each: each.cpu_percent)
    text = tr("{percent} % of {most}", percent=f"{now:.0f}", most=f"{most:.0f}")
    return Figure("cpu", tr("Processor"), text, values, says, is_bad)


def _gpu(percent: float, values: tuple[float, ...]) -> Figure:
    says = ""
    if percent > FULL_GPU_PERCENT:
        says = tr(
            "The graphics card has nearly nothing left. Lower the game's picture quality, or "
            "limit its frame rate."
        )
    text = tr("{percent} %", percent=f"{percent:.0f}")
    return Figure("gpu", tr("Graphics card"), text, values, says, bool(says))


def _render(history: Sequence[StatsChanged], machine: Machine) -> Figure:
    return _time(
        "render",
        tr("Composing"),
        _of(history, lambda each: each.render_ms),
        machine,
        tr("Composing takes most of a picture's time. Take away layers or filters."),
    )


def _encode(history: Sequence[StatsChanged], machine: Machine) -> Figure:
    return _time(
        "encode",
        tr("Encoding"),
        _of(history, lambda each: each.encode_ms),
        machine,
        tr("Encoding takes most of a picture's time. Choose a faster preset."),
    )


def _time(id: str, name: str, values: tuple[float, ...], machine: Machine, says: str) -> Figure:
    """Compare a time with that between two pictures."""
    is_bad = values[-1] > 850 / max(1.0, machine.fps)
    text = tr("{ms} ms", ms=f"{values[-1]:.1f}")
    return Figure(id, name, text, values, says if is_bad else "")


def _disk(machine: Machine) -> Figure:
    free = machine.free_bytes or 0
    says = ""
    if free < ENOUGH_DISK_BYTES:
        says = tr("The disk of your recordings is nearly full. Choose another folder.")
    text = tr("{gb} GB free", gb=f"{free / 1e9:,.1f}")
    return Figure("disk", tr("Disk"), text, (), says, machine.is_recording and free < 1e9)


def _room(machine: Machine) -> Figure:
    room_ms = machine.room_ms or 0.0
    says = tr("The room answers slowly: danmaku come late.") if room_ms > 500 else ""
    text = tr("{ms} ms", ms=f"{room_ms:.0f}")
    return Figure("room", tr("Way to the room"), text, machine.room_values, says)
