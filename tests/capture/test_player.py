"""Tests of studio.capture.player and its tracks, on real files in real time."""

import itertools
import threading
import time
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from studio.capture.container import MediaInput
from studio.capture.convert import planes_of
from studio.capture.errors import CaptureError
from studio.capture.grid import TickGrid
from studio.capture.orders import Orders
from studio.capture.player import Outcome, Player
from studio.capture.sound import BLOCK_FRAMES, RATE_HZ, Samples
from studio.capture.tracks import PictureTrack, PlayStats, Timeline
from tests.capture.clips import Clips

SECOND_NS = 1_000_000_000
PERIOD_NS = Fraction(SECOND_NS, 30)
BLOCK_NS = BLOCK_FRAMES * SECOND_NS / RATE_HZ


@dataclass
class Collected:
    """A sink that keeps what it was given, and ends the playing after enough of it."""

    orders: Orders
    enough_pictures: int = 1 << 30
    enough_blocks: int = 1 << 30
    pictures: list[tuple[int, int]] = field(default_factory=list)  # time due, frame number
    written_ns: list[int] = field(default_factory=list)
    blocks: list[tuple[int, Samples]] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def write_picture(
        self,
        frame: av.VideoFrame,
        pts_ns: int,
        want: tuple[int, int],
        pixel_aspect: Fraction | None = None,
    ) -> None:
        self.written_ns.append(time.monotonic_ns())
        self.pictures.append((pts_ns, int(np.median(planes_of(frame)[0])) - 16))
        self._check()

    def write_sound(self, block: Samples, pts_ns: int) -> None:
        self.blocks.append((pts_ns, block.copy()))
        self._check()

    def _check(self) -> None:
        with self.changed:
            self.changed.notify_all()
        if len(self.pictures) >= self.enough_pictures or len(self.blocks) >= self.enough_blocks:
            self.orders.end()

    def wait_for_pictures(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.pictures) >= count, timeout=60)


def grid_now() -> TickGrid:
    return TickGrid(time.monotonic_ns(), PERIOD_NS)


def play(
    path: Path, sink: Collected, *, grid: TickGrid, loop: bool = True, start_ns: int | None = None
) -> tuple[Player, Outcome]:
    media = MediaInput(str(path))
    player = Player(media, sink, grid, sink.orders, loop=loop, start_ns=start_ns)
    try:
        return player, player.run()
    finally:
        media.close()


def ticks_of(sink: Collected, grid: TickGrid) -> list[int]:
    """The ticks on which the pictures are due; all are due exactly on one."""
    ticks = [grid.index_of(due_ns) for due_ns, _ in sink.pictures]
    assert [grid.due_ns(tick) for tick in ticks] == [due_ns for due_ns, _ in sink.pictures]
    return ticks


@pytest.mark.parametrize("name", ["count30.mp4", "count30.mkv", "count2997.mp4"])
def test_a_loop_has_no_gap_and_no_repeat(clips: Clips, name: str) -> None:
    grid = grid_now()
    sink = Collected(Orders((640, 360)), enough_pictures=75)
    player, outcome = play(clips[name], sink, grid=grid)
    assert outcome is Outcome.ENDED_BY_ORDER
    late = player.stats.late
    ticks = ticks_of(sink, grid)
    # On a busy machine pictures may be left out, but those that are there lie right.
    first_tick = ticks[0] - sink.pictures[0][1]
    assert [number for _, number in sink.pictures] == [(t - first_tick) % 30 for t in ticks]
    assert ticks[-1] - ticks[0] + 1 - len(ticks) <= late


def test_pictures_come_ahead_of_their_time_but_not_far(clips: Clips) -> None:
    sink = Collected(Orders((640, 360)), enough_pictures=20)
    play(clips["count30.mp4"], sink, grid=grid_now())
    for (due_ns, _), written_ns in zip(sink.pictures, sink.written_ns, strict=True):
        assert due_ns - written_ns <= 3 * PERIOD_NS


def test_of_60_fps_only_what_a_tick_shows_is_written(clips: Clips) -> None:
    grid = grid_now()
    sink = Collected(Orders((640, 360)), enough_pictures=40)
    player, _ = play(clips["count60.mp4"], sink, grid=grid)
    assert all(number % 2 == 0 for _, number in sink.pictures)
    ticks = ticks_of(sink, grid)
    assert len(set(ticks)) == len(ticks)
    assert player.stats.unseen >= 30


def test_24_fps_keep_their_pace(clips: Clips) -> None:
    grid = grid_now()
    sink = Collected(Orders((640, 360)), enough_pictures=48)
    player, _ = play(clips["count24.mp4"], sink, grid=grid)
    for due_ns, number in sink.pictures:
        place_ns = (due_ns - sink.pictures[0][0]) % SECOND_NS
        true_ns = number * SECOND_NS / 24
        assert -PERIOD_NS / 4 - 2 <= place_ns - true_ns <= PERIOD_NS * 3 / 4 + 2
    assert player.stats.unseen == 0


def test_varying_frame_times_are_kept(clips: Clips) -> None:
    grid = grid_now()
    sink = Collected(Orders((640, 360)), enough_pictures=19)
    play(clips["varying.mkv"], sink, grid=grid)
    ticks = ticks_of(sink, grid)
    first_tick = ticks[0] - sink.pictures[0][1]
    assert [number for _, number in sink.pictures] == [t - first_tick for t in ticks]
    assert not {number for _, number in sink.pictures} & set(range(5, 15))


def test_flash_and_beep_stay_together_through_loops(clips: Clips) -> None:
    sink = Collected(Orders((640, 360)), enough_pictures=130)
    play(clips["flash.mkv"], sink, grid=grid_now())
    stamps = np.array([stamp for stamp, _ in sink.blocks])
    assert (np.diff(stamps) < BLOCK_NS + 2).all()  # one unbroken line of sound
    sound = np.concatenate([block[:, 0] for _, block in sink.blocks])
    times_ns = np.concatenate(
        [stamp + np.arange(BLOCK_FRAMES) * (SECOND_NS / RATE_HZ) for stamp in stamps]
    )
    loud = np.flatnonzero(abs(sound) > 0.02)
    begins = loud[np.diff(loud, prepend=-RATE_HZ) > RATE_HZ // 4]
    beeps_ns = times_ns[begins]
    flashes_ns = [due_ns for due_ns, number in sink.pictures if number > 200]
    assert len(flashes_ns) >= 7
    for flash_ns in flashes_ns:
        assert abs(beeps_ns - flash_ns).min() < 1_000_000  # a beep needs some samples to be loud


def test_sound_that_begins_later_is_not_squeezed(clips: Clips) -> None:
    sink = Collected(Orders((640, 360)), enough_blocks=20)
    grid = grid_now()
    player, _ = play(clips["late_sound.mkv"], sink, grid=grid)
    first_loud_ns = next(
        stamp + int(np.flatnonzero(abs(block[:, 0]) > 0.02)[0]) * SECOND_NS // RATE_HZ
        for stamp, block in sink.blocks
        if (abs(block) > 0.02).any()
    )
    assert abs(first_loud_ns - player.anchor_ns - SECOND_NS) < 3_000_000


def test_sound_alone_plays_and_loops(clips: Clips) -> None:
    sink = Collected(Orders((640, 360)), enough_blocks=100)
    play(clips["mono44.m4a"], sink, grid=grid_now())
    stamps = np.array([stamp for stamp, _ in sink.blocks])
    assert (abs(np.diff(stamps) - BLOCK_NS) < 2).all()
    assert not sink.pictures


def test_without_a_loop_it_ends(clips: Clips) -> None:
    sink = Collected(Orders((640, 360)))
    _, outcome = play(clips["both.mp4"], sink, grid=grid_now(), loop=False)
    assert outcome is Outcome.PLAYED
    assert sink.pictures[-1][1] == 29
    assert abs(sum(len(block) for _, block in sink.blocks) - RATE_HZ) <= 2 * BLOCK_FRAMES


def test_a_restarted_capture_goes_on_where_the_media_would_be(clips: Clips) -> None:
    grid = grid_now()
    start_ns = grid.due_ns(-1000 * 30)  # a thousand seconds ago; the clip lasts six
    sink = Collected(Orders((640, 360)), enough_pictures=10)
    player, _ = play(clips["long.mp4"], sink, grid=grid, start_ns=start_ns)
    for due_ns, number in sink.pictures:
        assert number == round((due_ns - start_ns) / PERIOD_NS) % 180
    assert player.stats.late == 0 or len(sink.pictures) == 10


def test_a_capture_that_started_a_little_late_begins_at_the_beginning(clips: Clips) -> None:
    grid = grid_now()
    sink = Collected(Orders((640, 360)), enough_pictures=5)
    player, _ = play(clips["flash.mkv"], sink, grid=grid, start_ns=grid.epoch_ns - 2 * SECOND_NS)
    assert sink.pictures[0][1] > 200  # the flash of its first picture
    assert sink.pictures[0][0] == player.anchor_ns
    assert sink.blocks[0][0] == player.anchor_ns
    assert player.anchor_ns > grid.epoch_ns


def test_a_seek_shows_the_place_and_no_picture_before_it(clips: Clips) -> None:
    orders = Orders((640, 360))
    sink = Collected(orders, enough_pictures=15)
    orders.seek(3_500_000_000)
    play(clips["long.mp4"], sink, grid=grid_now())
    first = sink.pictures[0][1]
    assert 105 <= first < 120  # on an idle machine the very one
    assert [number for _, number in sink.pictures] == sorted(number for _, number in sink.pictures)


def test_a_seek_past_the_end_begins_again(clips: Clips) -> None:
    orders = Orders((640, 360))
    sink = Collected(orders, enough_pictures=10)
    orders.seek(100 * SECOND_NS)
    play(clips["count30.mp4"], sink, grid=grid_now())
    assert len(sink.pictures) == 10


def test_a_pause_shifts_all_that_comes(clips: Clips) -> None:
    orders = Orders((640, 360))
    sink = Collected(orders)
    thread = threading.Thread(
        target=play, args=(clips["both.mp4"], sink), kwargs={"grid": grid_now()}
    )
    thread.start()
    sink.wait_for_pictures(5)
    orders.pause(True)
    before = len(sink.pictures) + 4  # what was under way may still come
    time.sleep(1.3)  # the pause itself
    assert len(sink.pictures) <= before
    paused_pictures, paused_blocks = len(sink.pictures), len(sink.blocks)
    orders.pause(False)
    sink.wait_for_pictures(paused_pictures + 5)
    orders.end()
    thread.join(30)
    numbers = [number for _, number in sink.pictures]
    assert numbers[paused_pictures] - numbers[paused_pictures - 1] == 1
    hole_ns = sink.pictures[paused_pictures][0] - sink.pictures[paused_pictures - 1][0]
    assert hole_ns > 1_200_000_000
    # Pictures and sound were shifted by the same.
    sound_ns = sink.blocks[paused_blocks][0] - sink.blocks[paused_blocks - 1][0] - BLOCK_NS
    assert abs(sound_ns - (hole_ns - PERIOD_NS)) < 3


def test_hidden_pictures_are_not_written_but_time_goes_on(clips: Clips) -> None:
    orders = Orders((0, 0))
    sink = Collected(orders, enough_blocks=40)
    play(clips["both.mp4"], sink, grid=grid_now())
    assert not sink.pictures


def test_a_file_in_which_nothing_can_be_decoded_does_not_spin(clips: Clips, tmp_path: Path) -> None:
    data = bytearray(clips["count30.mp4"].read_bytes())
    begin = data.index(b"mdat") + 4
    end = data.index(b"moov") - 4
    data[begin:end] = bytes(end - begin)
    empty = tmp_path / "empty.mp4"
    empty.write_bytes(data)
    sink = Collected(Orders((640, 360)))
    with pytest.raises(CaptureError, match=r"empty\.mp4"):
        play(empty, sink, grid=grid_now())


def test_while_nobody_looks_nothing_is_decoded_and_then_it_is_where_it_would_be(
    clips: Clips,
) -> None:
    grid = grid_now()
    sink = Collected(Orders((640, 360)))
    played: list[tuple[Player, Outcome]] = []
    player = threading.Thread(
        target=lambda: played.append(play(clips["count30.mp4"], sink, grid=grid))
    )
    player.start()
    sink.wait_for_pictures(5)
    sink.orders.rest(True)
    began_ns = time.monotonic_ns()
    while time.monotonic_ns() < began_ns + SECOND_NS // 2:
        time.sleep(0.01)  # so long nobody looks
    seen = len(sink.pictures)
    sink.orders.rest(False)
    sink.wait_for_pictures(seen + 5)
    sink.orders.end()
    player.join(60)
    ticks = ticks_of(sink, grid)
    first_tick = ticks[0] - sink.pictures[0][1]
    assert [number for _, number in sink.pictures] == [(t - first_tick) % 30 for t in ticks]
    gap = max(late - early for early, late in itertools.pairwise(ticks))
    assert gap >= 13
    assert played[0][0].stats.late == 0


def test_a_decoder_that_is_too_slow_still_shows_something_move(clips: Clips) -> None:
    grid, sink, stats = grid_now(), Collected(Orders((640, 360))), PlayStats()
    media = MediaInput(str(clips["long.mp4"]))
    assert media.video is not None
    late = Timeline(grid.epoch_ns - SECOND_NS // 2)  # never to be caught up
    track = PictureTrack(media, media.video, sink, grid, sink.orders, late, stats)
    while not track.is_over:
        track.step(grid.due_ns(track.tick) + SECOND_NS // 2)
    media.close()
    numbers = [number for _, number in sink.pictures]
    assert max(b - a for a, b in itertools.pairwise([0, *numbers, 179])) <= 7  # 200 ms and a frame
    assert stats.late > 100
