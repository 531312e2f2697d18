"""Tests of studio.engine.outputs.interleaver."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from studio.engine.outputs.interleaver import Interleaver
from studio.model.media import SECOND_NS, Packet

MS = 1_000_000


def packet(track: int, dts_ms: int) -> Packet:
    return Packet(track, dts_ms * MS, dts_ms * MS, MS, True, b"")


def pushed(interleaver: Interleaver, *packets: tuple[int, int]) -> list[tuple[int, int]]:
    out = [found for track, ms in packets for found in interleaver.push(packet(track, ms))]
    return [(found.track, found.dts_ns // MS) for found in out]


def test_one_track_passes_at_once() -> None:
    assert pushed(Interleaver(1), (0, 0), (0, 33)) == [(0, 0), (0, 33)]


def test_waits_for_a_track_that_may_have_an_earlier_packet() -> None:
    interleaver = Interleaver(2)
    assert pushed(interleaver, (1, 0), (1, 21), (1, 42)) == []
    assert pushed(interleaver, (0, 33)) == [(1, 0), (1, 21), (0, 33)]
    assert pushed(interleaver, (0, 66)) == [(1, 42)]


def test_does_not_wait_for_what_cannot_come() -> None:
    """Sound has been made up to 43 ms: no more of it belongs before a picture at 40."""
    interleaver = Interleaver(2)
    pushed(interleaver, (0, 0))
    assert [p.dts_ns for p in interleaver.push(Packet(1, 0, 0, 43 * MS, True, b""))] == [0, 0]
    assert pushed(interleaver, (0, 40)) == [(0, 40)]
    assert pushed(interleaver, (0, 80)) == []


def test_a_track_that_is_late_holds_the_others_back_for_a_second_once() -> None:
    interleaver = Interleaver(2)
    times = range(0, 3000, 100)
    got = [pushed(interleaver, (0, ms)) for ms in times]
    assert got[:11] == [[]] * 11
    assert got[11] == [(0, ms) for ms in range(0, 1200, 100)], "all that waited, not bit by bit"
    assert got[12] == [(0, 1200)], "from now on it is not waited for"
    assert interleaver.late_tracks == (1,)


def test_a_track_that_comes_back_is_waited_for_again() -> None:
    interleaver = Interleaver(2)
    pushed(interleaver, *((0, ms) for ms in range(0, 3000, 100)))
    assert pushed(interleaver, (1, 2895)) == [(1, 2895)]
    assert interleaver.late_tracks == ()
    assert pushed(interleaver, (0, 3000)) == []
    assert pushed(interleaver, (1, 3010)) == [(0, 3000)]


def test_flush_returns_the_rest_in_order() -> None:
    interleaver = Interleaver(3)
    pushed(interleaver, (1, 30), (0, 20), (1, 50))
    assert [found.dts_ns // MS for found in interleaver.flush()] == [20, 30, 50]
    assert interleaver.flush() == []


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 300)), max_size=80))
def test_nothing_is_lost_doubled_or_reordered_within_a_track(steps: list[tuple[int, int]]) -> None:
    interleaver = Interleaver(3)
    clocks = [0, 0, 0]
    sent: list[Packet] = []
    got: list[Packet] = []
    for track, step in steps:
        clocks[track] += step
        sent.append(packet(track, clocks[track]))
        got += interleaver.push(sent[-1])
        newest_ns = max(p.dts_ns for p in sent)
        held = [p for p in sent if p not in got]
        assert all(newest_ns - p.dts_ns <= SECOND_NS for p in held)
    got += interleaver.flush()
    for track in range(3):
        assert [p for p in got if p.track == track] == [p for p in sent if p.track == track]


@given(st.data())
def test_tracks_within_a_second_come_out_sorted(data: st.DataObject) -> None:
    video, sound = [(0, ms) for ms in range(0, 330, 33)], [(1, ms) for ms in range(0, 330, 21)]
    mixed: list[tuple[int, int]] = []
    while video or sound:
        source = video if not sound or (video and data.draw(st.booleans())) else sound
        mixed.append(source.pop(0))
    interleaver = Interleaver(2)
    got = pushed(interleaver, *mixed) + [(p.track, p.dts_ns // MS) for p in interleaver.flush()]
    assert all(earlier[1] <= later[1] for earlier, later in pairwise(got))
