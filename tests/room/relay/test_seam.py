"""Tests of studio.room.relay.seam."""

from studio.publish.queue import MediaTag
from studio.room.relay.seam import SLATE, Seam, Seams
from studio.rtmp.flv import Tag


def picture(time_ms: int) -> MediaTag:
    return MediaTag(Tag.VIDEO, time_ms, b"picture")


def test_a_change_is_measured_on_what_went_out() -> None:
    seams = Seams()
    assert seams.as_dict() is None
    seams.sent(picture(1000), 50_000)
    seams.sent(MediaTag(Tag.AUDIO, 990, b"sound"), 50_001)
    seams.cut("pc", "laptop", wait_ms=120)
    seams.sent(MediaTag(Tag.VIDEO, 1033, b"header", is_header=True), 50_060)
    seams.sent(picture(1033), 50_060)
    seams.sent(MediaTag(Tag.AUDIO, 1011, b"sound"), 50_065)
    seams.sent(picture(1066), 50_093)
    assert seams.last == Seam("pc", "laptop", 120, gap_ms=60, step_ms=33, sound_step_ms=21)
    assert seams.longest_gap_ms == 60
    assert seams.slate_ms == 0


def test_the_time_of_the_slate_is_counted() -> None:
    seams = Seams()
    seams.sent(picture(1000), 50_000)
    seams.cut("pc", SLATE, wait_ms=1010)
    seams.sent(picture(1033), 51_010)
    seams.sent(picture(5033), 55_010)
    seams.cut(SLATE, "pc", wait_ms=5020)
    seams.sent(picture(5066), 55_020)
    assert seams.last == Seam(SLATE, "pc", 5020, gap_ms=10, step_ms=33, slate_ms=4010)
    assert (seams.longest_gap_ms, seams.slate_ms) == (1010, 4010)
