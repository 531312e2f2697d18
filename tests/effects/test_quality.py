"""Tests of studio.effects.quality: seconds go by as fast as they are counted."""

from studio.effects.quality import STEPS, Quality

S_NS = 1_000_000_000


class Drawing:
    """Draws a picture of a cost again and again."""

    def __init__(self) -> None:
        self.quality = Quality()
        self.now_ns = S_NS
        self.steps = [0]

    def go_on(self, seconds: float, full_ms: float, *, lagged_a_second: int = 0) -> None:
        """Let time pass in which a full picture takes so long."""
        end_ns = self.now_ns + int(seconds * S_NS)
        told_ns = self.now_ns
        while self.now_ns < end_ns:
            took_ns = int(full_ms * 1e6 * self.quality.size**2)
            self.now_ns += max(self.quality.period_ns, took_ns)
            if lagged_a_second and self.now_ns - told_ns > S_NS:
                self.quality.engine_lagged(lagged_a_second, self.now_ns)
                told_ns = self.now_ns
            is_late = took_ns > self.quality.period_ns
            self.quality.drew(took_ns, is_late, self.now_ns)
            if self.quality.step != self.steps[-1]:
                self.steps.append(self.quality.step)


def test_what_there_is_time_for_stays_as_it_is() -> None:
    drawing = Drawing()
    drawing.go_on(30, full_ms=8)
    assert drawing.steps == [0]
    assert (drawing.quality.rate, drawing.quality.size) == (30, 1.0)


def test_what_takes_too_long_gets_fewer_pictures_and_then_smaller_ones() -> None:
    drawing = Drawing()
    drawing.go_on(12, full_ms=80)
    assert drawing.steps == [0, 1, 2], "at 20/s and 0.75 a picture takes 45 of 50 ms"
    drawing.go_on(5, full_ms=600)
    assert drawing.quality.is_lowest
    assert (drawing.quality.rate, drawing.quality.size) == STEPS[-1] == (10, 0.5)


def test_what_misses_fewer_than_the_next_step_leaves_out_stays_as_it_is() -> None:
    quality, now_ns = Quality(), S_NS
    for number in range(30 * 20):
        now_ns += quality.period_ns
        quality.drew(9_000_000, number % 4 == 0, now_ns)
    assert 0.2 < quality.missed < 0.3
    assert quality.step == 0, "at 20/s a third would be missing"
    for number in range(30 * 8):
        now_ns += quality.period_ns
        quality.drew(9_000_000, number % 5 < 2, now_ns)
    assert quality.step > 0


def test_what_is_over_within_a_second_costs_no_step() -> None:
    drawing = Drawing()
    for _ in range(3):
        drawing.go_on(1.2, full_ms=80)
        assert drawing.quality.missed > 0.5
        drawing.go_on(3, full_ms=8)
        assert drawing.quality.missed < 0.05
    assert drawing.steps == [0]


def test_a_pause_is_no_missed_picture() -> None:
    drawing = Drawing()
    for _ in range(5):
        drawing.go_on(1.2, full_ms=8)
        drawing.now_ns += 10 * S_NS
    drawing.go_on(1.2, full_ms=8)
    assert drawing.quality.missed < 0.1


def test_it_comes_back_slowly() -> None:
    drawing = Drawing()
    drawing.go_on(12, full_ms=300)
    drawing.go_on(1.5, full_ms=3)  # the second in which it ends is judged, too
    low = drawing.quality.step
    drawing.go_on(2, full_ms=3)
    assert drawing.quality.step == low
    drawing.go_on(40, full_ms=3)
    assert drawing.quality.step == 0
    assert drawing.steps[-low:] == list(reversed(range(low)))


def test_it_makes_room_when_the_engine_is_late() -> None:
    drawing = Drawing()
    drawing.go_on(3, full_ms=2, lagged_a_second=5)
    assert drawing.quality.step >= 2


def test_a_few_late_frames_for_a_moment_cost_no_step_and_many_do() -> None:
    drawing = Drawing()
    drawing.go_on(1.2, full_ms=2, lagged_a_second=3)
    drawing.go_on(3, full_ms=2)
    assert drawing.steps == [0]
    drawing.go_on(6, full_ms=2, lagged_a_second=3)
    assert drawing.quality.step
    drawing = Drawing()
    drawing.go_on(1.2, full_ms=2, lagged_a_second=9)
    drawing.go_on(1, full_ms=2)
    assert drawing.quality.step == 1


def test_it_tries_less_and_less_often_what_did_not_go() -> None:
    drawing = Drawing()
    drawing.go_on(2, full_ms=2, lagged_a_second=5)
    tries = []
    for _ in range(4):
        begin_ns = drawing.now_ns
        step = drawing.quality.step
        while drawing.quality.step >= step and drawing.now_ns - begin_ns < 200 * S_NS:
            drawing.go_on(0.5, full_ms=2)
        tries.append((drawing.now_ns - begin_ns) / S_NS)
        while drawing.quality.step < step:
            drawing.go_on(1.2, full_ms=2, lagged_a_second=5)
    assert tries[0] < tries[1] < tries[2] < tries[3]
