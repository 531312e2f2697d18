"""Tests of studio.room.relay.stream: who is on air, and one unbroken line of time."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path

import pytest

from studio.publish.queue import MediaTag
from studio.room.relay.errors import CrowdedError, RelayError
from studio.room.relay.slate import SlateFormat, make_slate
from studio.room.relay.source import Source
from studio.room.relay.stream import HOLD_MS, MAX_PUBLISHERS, SILENCE_MS, TICK_MS, Programme
from studio.rtmp.flv import Tag, metadata
from tests.media import Clip
from tests.room.relay.media import steps, strict_errors, write_flv

SKEW_MS = 7_654_321
"""How far another device's clock is away."""


class Air:
    """A programme with what went out, and a clock that the tags move."""

    def __init__(self) -> None:
        self.programme = Programme()
        self.out: list[MediaTag] = []
        self.now_ms = 50_000

    def join(self, clip: Clip, who: str, skew_ms: int = 0) -> Source:
        source = self.programme.join(who, self.now_ms)
        self.feed(source, clip.headers(skew_ms))
        return source

    def feed(self, source: Source, tags: Iterable[MediaTag]) -> None:
        for tag in tags:
            self.out += self.programme.take(source, tag, self.now_ms)

    def play(self, until_ms: int, *playing: tuple[Source, Clip, int]) -> None:
        """Let publishers send what is due, in step, until a time of the clips."""
        queues = [
            (source, [replace(tag, time_ms=tag.time_ms + skew_ms) for tag in clip.tags()], skew_ms)
            for source, clip, skew_ms in playing
        ]
        start_ms = self.position_ms
        while self.position_ms < until_ms:
            for source, tags, skew_ms in queues:
                due = [
                    tag
                    for tag in tags
                    if start_ms <= tag.time_ms - skew_ms < until_ms
                    and self.position_ms <= tag.time_ms - skew_ms < self.position_ms + 20
                ]
                self.feed(source, due)
            self.tick()

    position_ms = 0

    def tick(self) -> None:
        self.position_ms += TICK_MS
        self.now_ms += TICK_MS
        self.out += self.programme.tick(self.now_ms)

    def wait(self, ms: int) -> None:
        for _ in range(ms // TICK_MS):
            self.tick()

    def times(self, kind: Tag) -> list[int]:
        return [tag.time_ms for tag in self.out if tag.kind is kind and not tag.is_header]

    def steps(self, kind: Tag) -> set[int]:
        times = self.times(kind)
        return {after - before for before, after in pairwise(times)}


@pytest.fixture
def air() -> Air:
    return Air()


def check(air: Air, path: Path) -> None:
    """Judge what went out: no error of a strict decoder, no step in the times."""
    write_flv(path, air.out)
    assert strict_errors(path) == ""
    assert set(steps(path, "v").steps_ms) <= {33, 34}
    assert set(steps(path, "a").steps_ms) <= {21, 22}


@pytest.mark.slow
def test_a_splice_to_other_parameter_sets_is_clean_for_a_strict_decoder(
    air: Air, clip_a: Clip, clip_b: Clip, tmp_path: Path
) -> None:
    one = air.join(clip_a, "pc")
    air.play(500, (one, clip_a, 0))
    two = air.join(clip_b, "phone", SKEW_MS)
    air.play(1500, (one, clip_a, 0), (two, clip_b, SKEW_MS))
    assert air.programme.active is one
    air.programme.take_over(two.number, air.now_ms)
    assert air.programme.take_keys_wanted() == [two]
    air.play(3500, (one, clip_a, 0), (two, clip_b, SKEW_MS))
    assert air.programme.active is two
    assert air.programme.splices == 1
    check(air, tmp_path / "out.flv")
    headers = [tag for tag in air.out if tag.kind is Tag.VIDEO and tag.is_header]
    assert len(headers) == 2
    assert headers[0].body != headers[1].body


def test_what_was_said_is_shown_with_its_picture_before_and_after_a_cut(
    air: Air, clip_a: Clip, clip_b: Clip
) -> None:
    starts_ms = {"pc": 5_000, "phone": -40}

    def announce(source: Source, clip: Clip) -> None:
        body = metadata(clip.video, clip.audio, "test", starts_ms[source.who])
        air.feed(source, [MediaTag(Tag.SCRIPT, 0, body, is_header=True)])

    def last_said_ms(source: Source, clip: Clip, skew_ms: int) -> int:
        """The programme's time of the last picture that a publisher has sent."""
        pictures = [tag for tag in clip.tags() if tag.kind is Tag.VIDEO]
        last = max(tag.time_ms for tag in pictures if tag.time_ms < air.position_ms)
        return last + skew_ms + starts_ms[source.who]

    one = air.join(clip_a, "pc")
    assert air.programme.shown_ms(5_000) is None
    air.play(480, (one, clip_a, 0))
    assert air.programme.shown_ms(5_000) is None, "it has not said what its clock shows"
    announce(one, clip_a)
    assert air.programme.shown_ms(last_said_ms(one, clip_a, 0)) == air.times(Tag.VIDEO)[-1]
    two = air.join(clip_b, "phone", SKEW_MS)
    announce(two, clip_b)
    air.play(980, (one, clip_a, 0), (two, clip_b, SKEW_MS))
    air.programme.take_over(two.number, air.now_ms)
    air.play(1980, (one, clip_a, 0), (two, clip_b, SKEW_MS))
    assert air.programme.active is two
    said_ms = last_said_ms(two, clip_b, SKEW_MS)
    assert air.programme.shown_ms(said_ms) == air.times(Tag.VIDEO)[-1]
    assert air.programme.shown_ms(said_ms + 700) == air.times(Tag.VIDEO)[-1] + 700
    assert not [tag for tag in air.out if b"programmeStartMs" in tag.body]


def test_without_the_new_header_the_decoder_would_complain(
    air: Air, clip_a: Clip, clip_b: Clip, tmp_path: Path
) -> None:
    """The judge of the test above sees what it must see."""
    one = air.join(clip_a, "pc")
    air.play(1000, (one, clip_a, 0))
    wrong = [tag for tag in clip_b.tags(air.out[-1].time_ms + 33) if tag.kind is Tag.VIDEO]
    write_flv(tmp_path / "wrong.flv", [*air.out, *wrong[:30]])
    assert strict_errors(tmp_path / "wrong.flv")


@pytest.mark.slow
def test_the_slate_bridges_a_lost_publisher(air: Air, clip_a: Clip, tmp_path: Path) -> None:
    one = air.join(clip_a, "pc")
    air.play(1000, (one, clip_a, 0))
    wanted = air.programme.slate_format
    assert wanted == SlateFormat(320, 180, 30, clip_a.headers()[2].body)
    air.programme.slate = make_slate(wanted)
    air.programme.leave(one, air.now_ms, in_order=False)
    air.wait(SILENCE_MS - 2 * TICK_MS)
    assert not air.programme.is_on_slate
    air.wait(4 * TICK_MS)
    assert air.programme.is_on_slate
    air.wait(3000)
    again = air.join(clip_a, "pc", SKEW_MS)
    air.position_ms = 0
    air.play(1500, (again, clip_a, SKEW_MS))
    assert air.programme.active is again
    assert not air.programme.is_on_slate
    check(air, tmp_path / "out.flv")
    assert len(air.times(Tag.VIDEO)) > 30 + 80 + 40


def test_a_publisher_that_falls_silent_yields_to_the_one_that_stands_by(
    air: Air, clip_a: Clip, clip_b: Clip
) -> None:
    one, two = air.join(clip_a, "pc"), air.join(clip_b, "pc", SKEW_MS)
    air.play(600, (one, clip_a, 0), (two, clip_b, SKEW_MS))
    air.play(3000, (two, clip_b, SKEW_MS))
    assert air.programme.active is two
    assert two in air.programme.take_keys_wanted()
    assert air.steps(Tag.VIDEO) <= {33, 34}


def test_nobody_sees_the_slate_for_a_blink_while_one_stands_by(
    air: Air, clip_a: Clip, clip_b: Clip
) -> None:
    one, two = air.join(clip_a, "pc"), air.join(clip_b, "laptop", SKEW_MS)
    air.play(600, (one, clip_a, 0), (two, clip_b, SKEW_MS))
    assert air.programme.slate_format
    air.programme.slate = make_slate(air.programme.slate_format)
    # Its key frame comes 1400 ms after the last picture of the one on air.
    air.play(3000, (two, clip_b, SKEW_MS))
    assert air.programme.active is two
    assert air.programme.splices == 1
    assert 1000 <= air.programme.wait_ms < SILENCE_MS + 500


def test_a_takeover_that_is_cancelled_changes_nothing(air: Air, clip_a: Clip, clip_b: Clip) -> None:
    one, two = air.join(clip_a, "pc"), air.join(clip_b, "laptop", SKEW_MS)
    air.play(600, (one, clip_a, 0), (two, clip_b, SKEW_MS))
    with pytest.raises(RelayError, match="Nobody is just taking over"):
        air.programme.cancel(air.now_ms)
    air.programme.take_over(two.number, air.now_ms)
    assert air.programme.target is two
    air.programme.cancel(air.now_ms)
    assert air.programme.take_keys_wanted() == []
    air.play(2500, (one, clip_a, 0), (two, clip_b, SKEW_MS))
    assert air.programme.active is one
    assert air.programme.splices == 0
    assert air.steps(Tag.VIDEO) <= {33, 34}


def test_a_second_takeover_is_refused_while_one_goes_on(
    air: Air, clip_a: Clip, clip_b: Clip
) -> None:
    one, two = air.join(clip_a, "pc"), air.join(clip_b, "laptop", SKEW_MS)
    three = air.join(clip_b, "tablet", SKEW_MS)
    both = (two, clip_b, SKEW_MS), (three, clip_b, SKEW_MS)
    air.play(600, (one, clip_a, 0), *both)
    air.programme.take_over(two.number, air.now_ms)
    with pytest.raises(RelayError, match="laptop is just taking over: cancel that first"):
        air.programme.take_over(three.number, air.now_ms)
    air.programme.leave(two, air.now_ms, in_order=False)
    air.programme.take_over(three.number, air.now_ms)
    air.play(2000, (one, clip_a, 0), both[1])
    assert air.programme.active is three


def test_who_sends_no_picture_or_another_size_may_not_take_over(air: Air, clip_a: Clip) -> None:
    one = air.join(clip_a, "pc")
    air.play(600, (one, clip_a, 0))
    silent = air.programme.join("phone", air.now_ms, "my phone")
    with pytest.raises(RelayError, match="my phone sends no picture yet"):
        air.programme.take_over(silent.number, air.now_ms)
    small = make_slate(SlateFormat(160, 90, 30, b""))
    air.feed(silent, [*small.headers(None), *islice(small.endless(None), 9)])
    with pytest.raises(RelayError, match="set its picture size to 320x180"):
        air.programme.take_over(silent.number, air.now_ms)


def test_a_pc_comes_back_where_a_phone_of_another_size_had_to_go_on(air: Air, clip_a: Clip) -> None:
    pc, phone = air.join(clip_a, "pc"), air.programme.join("phone", air.now_ms)
    small = make_slate(SlateFormat(160, 90, 5, b""))
    air.feed(phone, small.headers(None))
    air.play(1_000, (pc, clip_a, 0))
    air.feed(phone, islice(small.endless(None), 1))
    assert "160x90 where 320x180" in air.programme.misfit(phone)
    air.programme.leave(pc, air.now_ms, in_order=False)
    air.feed(phone, islice(small.endless(None), 1))
    assert air.programme.active is phone, "anything is better than the slate"

    back = air.join(clip_a, "pc again", SKEW_MS)
    assert air.programme.misfit(back) == ""
    air.feed(back, [tag for tag in clip_a.tags() if tag.kind is Tag.VIDEO][:1])
    air.programme.take_over(back.number, air.now_ms)
    air.feed(back, [tag for tag in clip_a.tags() if tag.kind is Tag.VIDEO][:1])
    assert air.programme.active is back
    assert "160x90 where 320x180" in air.programme.misfit(phone)


def test_one_that_leaves_yields_at_once(air: Air, clip_a: Clip, clip_b: Clip) -> None:
    one, two = air.join(clip_a, "a"), air.join(clip_b, "b", SKEW_MS)
    air.play(900, (one, clip_a, 0), (two, clip_b, SKEW_MS))
    air.programme.leave(one, air.now_ms, in_order=True)
    assert not air.programme.is_over
    air.play(1100, (two, clip_b, SKEW_MS))
    assert air.programme.active is two


def test_what_stands_by_is_not_seen(air: Air, clip_a: Clip, clip_b: Clip) -> None:
    one, two = air.join(clip_a, "a"), air.join(clip_b, "b", SKEW_MS)
    air.play(1000, (one, clip_a, 0), (two, clip_b, SKEW_MS))
    bodies = {tag.body for tag in air.out}
    assert not bodies & {tag.body for tag in clip_b.tags() if tag.kind is Tag.VIDEO}


def test_the_last_one_that_ends_in_order_ends_the_programme(air: Air, clip_a: Clip) -> None:
    one = air.join(clip_a, "a")
    air.play(500, (one, clip_a, 0))
    air.programme.leave(one, air.now_ms, in_order=True)
    assert air.programme.is_over


def test_the_slate_does_not_wait_for_ever(air: Air, clip_a: Clip) -> None:
    one = air.join(clip_a, "a")
    air.play(500, (one, clip_a, 0))
    air.programme.leave(one, air.now_ms, in_order=False)
    air.now_ms += HOLD_MS - 100
    air.tick()
    assert not air.programme.is_over
    air.wait(200)
    assert air.programme.is_over


def test_publishers_who_never_send_hold_no_room(air: Air, clip_a: Clip) -> None:
    one = air.join(clip_a, "a")
    air.now_ms += HOLD_MS - 100
    air.tick()
    assert not air.programme.is_over
    air.wait(200)
    assert air.programme.is_over
    air.programme.leave(one, air.now_ms, in_order=False)


def test_a_room_takes_so_many_publishers_and_no_more(air: Air, clip_a: Clip) -> None:
    for number in range(MAX_PUBLISHERS):
        air.join(clip_a, f"p{number}")
    with pytest.raises(CrowdedError, match="end one first"):
        air.join(clip_a, "one more")
    with pytest.raises(RelayError, match="number 99"):
        air.programme.take_over(99, air.now_ms)


def test_a_clock_that_jumps_leaves_no_hole(air: Air, clip_a: Clip) -> None:
    one = air.join(clip_a, "a")
    air.play(1000, (one, clip_a, 0))
    air.play(2000, (one, clip_a, 3_600_000))
    assert air.steps(Tag.VIDEO) <= {33, 34}
    assert air.steps(Tag.AUDIO) <= {21, 22}


def test_a_real_pause_keeps_its_length(air: Air, clip_a: Clip) -> None:
    one = air.join(clip_a, "a")
    air.play(500, (one, clip_a, 0))
    air.now_ms += 700
    air.position_ms = 1200
    air.play(1500, (one, clip_a, 0))
    assert max(air.steps(Tag.VIDEO)) > 600


def test_times_that_wrap_go_on(air: Air, clip_a: Clip) -> None:
    one = air.join(clip_a, "a")
    skew_ms = 2**32 - 500
    tags = [replace(t, time_ms=(t.time_ms + skew_ms) % 2**32) for t in clip_a.tags()]
    for tag in tags:
        air.now_ms += 13
        air.feed(one, [tag])
    assert air.steps(Tag.VIDEO) <= {33, 34}
    assert air.times(Tag.VIDEO)[-1] < 6000
