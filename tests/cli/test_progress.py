"""Tests of studio.cli.progress."""

import io

from studio.cli.progress import Progress, summary
from studio.model.events import InputStateChanged, Notice, OutputStateChanged, StatsChanged

STATS = StatsChanged(
    time_s=3725.4,
    fps=30.0,
    kbps=4512,
    frames_lagged=1,
    frames_skipped=2,
    frames_dropped=3,
    cpu_percent=78.2,
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_one_line_changes_in_a_terminal() -> None:
    out = Terminal()
    progress = Progress(out)
    progress.show(STATS)
    live = OutputStateChanged(output="push-1", address="rtmp://host/app/…", state="live")
    progress.show(live)
    progress.show(STATS)
    assert out.getvalue() == (
        "\r\x1b[K○ ···· 01:02:05   30.0 fps    4512 kb/s  dropped 5  lagged 1  CPU 78 %"
        "\r\x1b[K● push-1 live: rtmp://host/app/…\n"
        "\r\x1b[K● LIVE 01:02:05   30.0 fps    4512 kb/s  dropped 5  lagged 1  CPU 78 %"
    )


def test_a_log_file_gets_sentences_only() -> None:
    out = io.StringIO()
    progress = Progress(out)
    progress.show(STATS)
    progress.show(Notice(level="warning", text="The disk is nearly full."))
    progress.show(InputStateChanged(input="Camera", health="failed", reason="It was unplugged."))
    assert out.getvalue() == "! The disk is nearly full.\n! Camera failed: It was unplugged.\n"


def test_the_summary_says_what_matters() -> None:
    text = summary(
        {
            "duration_s": 20.1,
            "width": 1920,
            "height": 1080,
            "fps": "30",
            "encoder": "libx264",
            "preset": "veryfast",
            "compositor": "array",
            "adapter": "CPU",
            "frames_total": 600,
            "frames_lagged": 0,
            "frames_skipped": 0,
            "cpu_ms_per_frame": 38.1,
            "rss_mb": 412,
            "outputs": {
                "push-1": {
                    "address": "rtmp://host/app/…",
                    "bytes": 11_300_000,
                    "frames_dropped": 4,
                    "reconnects": 1,
                }
            },
        }
    )
    assert text.splitlines() == [
        "20.1 s, 1920x1080 at 30 fps, libx264 veryfast, array on CPU",
        "600 frames: 0 lagged, 0 skipped; 38.1 CPU-ms a frame, 412 MB",
        "push-1: rtmp://host/app/…, 11.3 MB, 4 dropped, 1 reconnects",
    ]
