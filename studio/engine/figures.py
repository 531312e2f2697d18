"""The statistics of a session, as ``--stats`` writes them and the live line shows them."""

import json
import time
from pathlib import Path

from studio.engine.cpu import ProcessCost
from studio.engine.encoders.video import VideoEncoder
from studio.engine.output_set import OutputSet
from studio.engine.ticker import Ticker
from studio.model.events import StatsChanged
from studio.model.files import write_whole
from studio.model.media import SECOND_NS
from studio.telemetry.histogram import Histogram


class Figures:
    """Gathers the figures of the running parts.  Belongs to the engine's main thread.

    Args:
        ticker: Counts frames.
        encoder: Counts and times encoding.
        outputs: Count what was sent.
        cost: Of all processes.
    """

    def __init__(
        self, ticker: Ticker, encoder: VideoEncoder, outputs: OutputSet, cost: ProcessCost
    ) -> None:
        self._ticker = ticker
        self._encoder = encoder
        self._outputs = outputs
        self._cost = cost
        self._start_ns = time.monotonic_ns()
        self._seen = (self._start_ns, 0, 0.0)
        self._rss_mb = 0.0

    def live(self) -> StatsChanged:
        """Return where the session stands, with rates since the last call."""
        now_ns = time.monotonic_ns()
        cpu_s, rss_mb = self._cost.sample()
        self._rss_mb = max(self._rss_mb, rss_mb)
        then_ns, then_frames, then_cpu_s = self._seen
        frames = self._encoder.encoded
        self._seen = (now_ns, frames, cpu_s)
        passed_s = max((now_ns - then_ns) / SECOND_NS, 1e-3)
        stats = self._ticker.stats
        return StatsChanged(
            time_s=round((now_ns - self._start_ns) / SECOND_NS, 1),
            fps=round((frames - then_frames) / passed_s, 1),
            kbps=self._outputs.kbps,
            frames_lagged=stats.lagged,
            frames_skipped=stats.skipped,
            frames_dropped=self._outputs.frames_dropped,
            cpu_percent=round((cpu_s - then_cpu_s) / passed_s * 100, 1),
        )

    def final(self) -> dict[str, object]:
        """Return everything, at the end."""
        stats = self._ticker.stats
        cpu_s, rss_mb = self._cost.sample()
        settings = self._encoder.settings
        outputs = self._outputs.summary()
        return {
            "duration_s": round((time.monotonic_ns() - self._start_ns) / SECOND_NS, 2),
            "frames_total": stats.total,
            "frames_encoded": self._encoder.encoded,
            "frames_unique_rendered": stats.unique,
            "frames_repeated": stats.repeated,
            "frames_lagged": stats.lagged,
            "frames_lagged_after_2s": stats.lagged_after_2s,
            "frames_skipped": stats.skipped,
            "frames_dropped": {
                name: part["frames_dropped"]
                for name, part in outputs.items()
                if isinstance(part, dict)
            },
            "render_ms": _quantiles(stats.render),
            "encode_ms": _quantiles(self._encoder.encode_times),
            "tick_late_ms": _quantiles(stats.late),
            "cpu_ms_per_frame": round(cpu_s * 1000 / max(1, self._encoder.encoded), 2),
            "rss_mb": round(max(self._rss_mb, rss_mb)),
            "compositor": self._ticker.compositor.name,
            "adapter": self._ticker.compositor.adapter,
            "encoder": settings.encoder,
            "preset": settings.preset,
            "width": settings.width,
            "height": settings.height,
            "fps": str(settings.fps),
            "av_offset_ms": round(stats.shown_late_ms, 2),
            "outputs": outputs,
        }


def write(stats: dict[str, object], path: Path) -> None:
    """Write statistics as JSON.

    Raises:
        FileError: If the file can't be written.
    """
    write_whole(path, json.dumps(stats, ensure_ascii=False, indent=1) + "\n")


def _quantiles(times: Histogram) -> dict[str, float]:
    return {"p50": round(times.quantile_ms(0.5), 2), "p99": round(times.quantile_ms(0.99), 2)}
