"""Medians of runs, and the bars that are held against them."""

from tests.bench.bars import Figures, bars, median


def run(label: str, cpu_ms: float, new_fps: float = 30.0, lagged: int = 0) -> Figures:
    return {
        "label": label,
        "cpu_ms_per_frame": cpu_ms,
        "cpu_ms_per_new": cpu_ms,
        "screen": {"new_fps": new_fps},
        "says": {"frames_lagged_after_2s": lagged, "adapter": "CPU"},
    }


def test_each_figure_is_the_middle_one_but_no_late_frame_is_lost() -> None:
    middle = median([run("a", 30.0, 29.0, 4), run("a", 20.0, 30.0), run("a", 28.0, 28.0)])
    assert middle["cpu_ms_per_frame"] == 28.0
    assert middle["screen"] == {"new_fps": 29.0}
    assert middle["says"] == {"frames_lagged_after_2s": 4, "adapter": "CPU"}
    assert middle["label"] == "a"


def test_a_run_that_failed_is_not_averaged_away() -> None:
    failed: Figures = {"label": "a", "error": "it ended"}
    assert median([run("a", 30.0), failed, run("a", 28.0)]) == failed


def test_a_figure_that_one_run_lacks_is_the_first_one() -> None:
    lacks: Figures = {"label": "a"}
    assert median([run("a", 30.0), lacks])["cpu_ms_per_frame"] == 30.0


def test_who_costs_too_much_beside_ffmpeg_fails() -> None:
    def failing(cpu_ms: float) -> list[str]:
        found = bars(run("us", cpu_ms), {"ffmpeg": run("ffmpeg", 40.0)}, 720, 30)
        return [bar.title for bar in found if not bar.holds]

    assert failing(23.9) == []
    assert failing(25.0) == ["CPU-ms a new picture, of ffmpeg's"]
    assert failing(29.0) == ["CPU-ms a frame, of ffmpeg's", "CPU-ms a new picture, of ffmpeg's"]
