"""Key frames only while a guest's network is bad, and a new try now and then."""

from studio.link.thinning import BAD_S, FIRST_TRY_S, HOLDS_S, Thinning


def test_one_bad_report_is_nothing() -> None:
    thinning = Thinning()
    assert not any(thinning.see(at_s, lost) for at_s, lost in ((0, 0.5), (1, 0.0), (5, 0.5)))
    assert not thinning.is_on


def test_what_stays_bad_is_thinned_then_tried_again_each_time_later() -> None:
    thinning = Thinning()
    changes: list[tuple[float, bool]] = []
    at_s = 0.0
    while len(changes) < 6:
        at_s += 1
        if thinning.see(at_s, 0.0 if thinning.is_on else 0.5):
            changes.append((at_s, thinning.is_on))
    assert [is_on for _, is_on in changes] == [True, False] * 3
    tries_s = [changes[n + 1][0] - changes[n][0] for n in (0, 2, 4)]
    assert tries_s == [FIRST_TRY_S, 2 * FIRST_TRY_S, 4 * FIRST_TRY_S]


def test_a_try_that_held_was_none_that_failed() -> None:
    thinning = Thinning()
    thinning.see(1, 0.5)
    assert thinning.see(1 + BAD_S, 0.5)
    assert thinning.see(1 + BAD_S + FIRST_TRY_S, 0.0)
    late_s = 1 + BAD_S + FIRST_TRY_S + HOLDS_S + 1
    thinning.see(late_s, 0.5)
    assert thinning.see(late_s + BAD_S, 0.5)
    assert thinning.see(late_s + BAD_S + FIRST_TRY_S, 0.0)
