"""The statistics of a session, as ``--stats`` writes them and the live line shows them."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from studio.engine.cpu import ProcessCost
from studio.engine.encoders import catalog
from studio.engine.encoders.settings import EncoderSettings
from studio.engine.encoding import Encoding
from studio.engine.output_set import OutputSet
from studio.engine.ticker import Ticker
from studio.ipc.message import Message
from studio.model.events import StatsChanged
from studio.model.files import write_whole
from studio.model.media import SECOND_NS
from studio.telemetry.histogram import Histogram, Recent


class Figures:
    """Gathers the figures of the running parts.  Belongs to the engine's main thread.

    Args:
        ticker: Counts frames.
        encoding: Counts and times encoding.
        outputs: Count what was sent.
        cost: Of all processes.
        effects: Tells how many pictures a second live nodes have, and how large ones.
    """

    def __init__(
        self,
        ticker: Ticker,
        encoding: Encoding,
        outputs: OutputSet,
        cost: ProcessCost,
        effects: Callable[[], Message] = dict,
    ) -> None:
        self._ticker = ticker
        self._encoding = encoding
        self._outputs = outputs
        self._cost = cost
        self._effects = effects
        self._start_ns = time.monotonic_ns()
        self._seen = (self._start_ns, 0, 0.0)
        self._rss_mb = 0.0
        self._render, self._encode = Recent(), Recent()

    def live(self) -> StatsChanged:
        """Return where the session stands, with rates since the last call."""
        now_ns = time.monotonic_ns()
        cpu_s, rss_mb = self._cost.sample()
        self._rss_mb = max(self._rss_mb, rss_mb)
        then_ns, then_frames, then_cpu_s = self._seen
        stats, encoding = self._ticker.stats, self._encoding
        self._seen = (now_ns, stats.composed, cpu_s)
        passed_s = max((now_ns - then_ns) / SECOND_NS, 1e-3)
        drawn = self._effects()
        return StatsChanged(
            time_s=round((now_ns - self._start_ns) / SECOND_NS, 1),
            fps=round((stats.composed - then_frames) / passed_s, 1),
            kbps=self._outputs.kbps,
            frames_lagged=stats.lagged,
            frames_skipped=stats.skipped,
            frames_dropped=self._outputs.frames_dropped,
            cpu_percent=round((cpu_s - then_cpu_s) / passed_s * 100, 1),
            render_ms=round(self._render.middle_ms(stats.render), 2),
            encode_ms=round(self._encode.middle_ms(encoding.encode_times), 2),
            rss_mb=round(rss_mb),
            encoder=_title(encoding.encoder.settings) if encoding.encoder else "",
            compositor=self._ticker.compositor.name,
            adapter=self._ticker.compositor.adapter,
            outputs=self._outputs.figures(),
            effects=_effects(drawn),
            effects_missed=_missed(drawn),
            overlays_late=self._ticker.overlays_late,
        )

    def final(self) -> dict[str, object]:
        """Return everything, at the end."""
        stats = self._ticker.stats
        cpu_s, rss_mb = self._cost.sample()
        encoding, settings = self._encoding, self._encoding.settings
        outputs = self._outputs.summary()
        return {
            "duration_s": round((time.monotonic_ns() - self._start_ns) / SECOND_NS, 2),
            "frames_total": stats.total,
            "frames_encoded": encoding.encoded,
            "frames_unique_rendered": stats.unique,
            "frames_repeated": stats.repeated,
            "frames_lagged": stats.lagged,
            "frames_lagged_after_2s": stats.lagged_after_2s,
            "frames_skipped": stats.skipped,
            "frames_dropped": {name: part["frames_dropped"] for name, part in outputs.items()},
            "render_ms": _quantiles(stats.render),
            "encode_ms": _quantiles(encoding.encode_times),
            "tick_late_ms": _quantiles(stats.late),
            "cpu_ms_per_frame": round(cpu_s * 1000 / max(1, encoding.encoded), 2),
            "rss_mb": round(max(self._rss_mb, rss_mb)),
            "compositor": self._ticker.compositor.name,
            "adapter": self._ticker.compositor.adapter,
            "effects": self._effects(),
            "av_offset_ms": round(stats.shown_late_ms, 2),
            "outputs": outputs,
            **(_encoder(settings) if settings else {}),
        }


def write(stats: dict[str, object], path: Path) -> None:
    """Write statistics as JSON.

    Raises:
        FileError: If the file can't be written.
    """
    write_whole(path, json.dumps(stats, ensure_ascii=False, indent=1) + "\n")


def _encoder(settings: EncoderSettings) -> dict[str, object]:
    return {
        "encoder": settings.encoder,
        "preset": settings.preset,
        "width": settings.width,
        "height": settings.height,
        "fps": str(settings.fps),
    }


def _effects(drawn: Message) -> str:
    return f"{drawn['rate']}/s, size {drawn['size']}" if drawn else ""


def _missed(drawn: Message) -> float:
    missed = drawn.get("missed")
    return missed if isinstance(missed, float) else 0.0


def _title(settings: EncoderSettings) -> str:
    return f"{catalog.find(settings.encoder).title} {settings.preset}"


def _quantiles(times: Histogram) -> dict[str, float]:
    return {"p50": round(times.quantile_ms(0.5), 2), "p99": round(times.quantile_ms(0.99), 2)}
