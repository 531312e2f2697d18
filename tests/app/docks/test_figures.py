"""Tests of studio.app.docks.figures."""

from collections.abc import Callable

import pytest

from studio.app.docks.figures import Figure, Machine, as_text, figures
from studio.model.events import OutputFigures, StatsChanged

MACHINE = Machine(fps=30.0, cores=2, free_bytes=10**12)


def _stats(**changes: object) -> StatsChanged:
    values: dict[str, object] = {
        "time_s": 1,
        "fps": 30.0,
        "kbps": 4500,
        "frames_lagged": 0,
        "frames_skipped": 0,
        "frames_dropped": 0,
        "cpu_percent": 50,
        "render_ms": 3,
        "encode_ms": 9,
        "rss_mb": 300,
        "outputs": {"push-1": OutputFigures(state="live", kbps=4500)},
        **changes,
    }
    return StatsChanged.model_validate(values)


def _bad(*history: StatsChanged, machine: Machine = MACHINE) -> list[str]:
    return [each.id for each in figures(history, machine) if each.says]


def test_says_nothing_when_all_is_well() -> None:
    assert _bad(*[_stats()] * 30) == []


def test_has_nothing_to_show_before_the_first_second() -> None:
    assert figures([], MACHINE) == []


@pytest.mark.parametrize(
    ("change", "id"),
    [
        ({"fps": 20.0}, "fps"),
        ({"cpu_percent": 190}, "cpu"),
        ({"render_ms": 30}, "render"),
        ({"encode_ms": 30}, "encode"),
        (
            {"outputs": {"push-1": OutputFigures(state="live", kbps=100, delay_ms=2000)}},
            "upload",
        ),
    ],
)
def test_says_what_is_bad_now(change: dict[str, object], id: str) -> None:
    assert _bad(_stats(), _stats(**change)) == [id]
    assert _bad(_stats(**change), _stats()) == []


@pytest.mark.parametrize(
    ("field", "id"),
    [("frames_lagged", "lagged"), ("frames_skipped", "skipped"), ("frames_dropped", "dropped")],
)
def test_losses_count_while_they_are_recent(field: str, id: str) -> None:
    lost = [_stats(**{field: 7})]
    assert _bad(_stats(), *lost) == [id]
    assert _bad(_stats(), *lost * 20) == []


def test_a_slow_picture_without_a_stream_is_nobodys_loss() -> None:
    assert _bad(_stats(fps=5.0, outputs={})) == []


def test_a_full_disk_and_a_slow_room_are_said() -> None:
    machine = Machine(fps=30.0, cores=2, free_bytes=10**8, is_recording=True, room_ms=900.0)
    assert _bad(_stats(), machine=machine) == ["disk", "room"]


def test_a_graphics_card_is_shown_where_its_driver_tells() -> None:
    assert "gpu" not in [each.id for each in figures([_stats()], MACHINE)]
    busy = Machine(fps=30.0, cores=2, gpu_percent=97.0, gpu_values=(40.0, 97.0))
    shown = {each.id: each for each in figures([_stats()], busy)}["gpu"]
    assert (shown.text, shown.values, shown.is_grave) == ("97 %", (40.0, 97.0), True)
    assert _bad(_stats(), machine=Machine(fps=30.0, cores=2, gpu_percent=60.0)) == []


def test_can_be_sent_to_somebody() -> None:
    shown = [Figure("a", "Rate", "30"), Figure("b", "Lost", "5", says="Too slow.")]
    assert as_text(shown, "About").splitlines() == ["About", "Rate: 30", "Lost: 5", "! Too slow."]


def _values(pick: Callable[[Figure], bool]) -> tuple[float, ...]:
    history = [_stats(fps=float(n)) for n in range(5)]
    return next(each.values for each in figures(history, MACHINE) if pick(each))


def test_carries_what_the_sparkline_shows() -> None:
    assert _values(lambda each: each.id == "fps") == (0.0, 1.0, 2.0, 3.0, 4.0)
