"""Tests of studio.publish.intake."""

from hypothesis import given
from hypothesis import strategies as st

from studio.publish import MediaTag, Tag
from studio.publish.intake import Intake

META = MediaTag(Tag.SCRIPT, 0, b"meta", is_header=True)
AVC = MediaTag(Tag.VIDEO, 0, b"avc", is_header=True)
AAC = MediaTag(Tag.AUDIO, 0, b"aac", is_header=True)


def key(time_ms: int) -> MediaTag:
    return MediaTag(Tag.VIDEO, time_ms, b"key", is_key=True)


def picture(time_ms: int) -> MediaTag:
    return MediaTag(Tag.VIDEO, time_ms, b"picture")


def sound(time_ms: int) -> MediaTag:
    return MediaTag(Tag.AUDIO, time_ms, b"sound")


def feed(intake: Intake, *tags: MediaTag) -> list[tuple[bytes, int]]:
    return [(out.body, out.time_ms) for tag in tags for out in intake.take(tag)]


def test_begins_with_headers_and_a_key_frame() -> None:
    intake = Intake()
    got = feed(intake, AAC, AVC, META, sound(980), picture(990), key(1000), sound(990), sound(1001))
    assert got == [
        (b"meta", 1000),
        (b"avc", 1000),
        (b"aac", 1000),
        (b"key", 1000),
        (b"sound", 1001),
    ]
    assert intake.skipped_frames == 1


def test_a_new_connection_gets_the_headers_again() -> None:
    intake = Intake()
    feed(intake, META, AVC, AAC, key(1000), picture(1033))
    intake.begin_connection()
    assert intake.wants_key
    assert feed(intake, picture(1066), sound(1070)) == []
    assert feed(intake, key(1100)) == [
        (b"meta", 1100),
        (b"avc", 1100),
        (b"aac", 1100),
        (b"key", 1100),
    ]


def test_headers_that_came_while_nobody_listened_count() -> None:
    intake = Intake()
    for tag in (META, AVC, AAC, key(900), picture(933)):
        intake.miss(tag)
    assert intake.skipped_frames == 2
    assert feed(intake, key(1000))[0] == (b"meta", 1000)


def test_a_changed_header_goes_out_at_once_an_equal_one_does_not() -> None:
    intake = Intake()
    feed(intake, META, AVC, key(1000), picture(1033))
    assert feed(intake, AVC) == []
    changed = MediaTag(Tag.VIDEO, 0, b"avc2", is_header=True)
    assert feed(intake, changed, key(1066)) == [(b"avc2", 1033), (b"key", 1066)]


def test_a_new_engine_goes_on_on_the_same_time_line() -> None:
    intake = Intake()
    feed(intake, META, AVC, key(1000), sound(1020))
    intake.begin_engine()
    assert feed(intake, META, AVC, picture(4000), sound(4001)) == []
    assert feed(intake, key(4033), sound(4040))[-2:] == [(b"key", 4033), (b"sound", 4040)]


def test_a_new_engine_whose_time_starts_anew_is_shifted_behind_the_old_one() -> None:
    intake = Intake()
    feed(intake, META, AVC, key(60_000), picture(60_033))
    intake.begin_engine()
    got = feed(intake, META, AVC, key(0), sound(10), picture(33))
    assert got[-3:] == [(b"key", 60_066), (b"sound", 60_076), (b"picture", 60_099)]


def test_sound_alone_is_enough_where_there_is_no_video() -> None:
    assert feed(Intake(), META, AAC, sound(5)) == [(b"meta", 5), (b"aac", 5), (b"sound", 5)]


media = st.builds(
    MediaTag,
    st.sampled_from([Tag.VIDEO, Tag.AUDIO]),
    st.integers(0, 5000),
    st.just(b"x"),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(media | st.sampled_from(["connection", "engine"]), max_size=40))
def test_the_time_of_a_track_never_goes_back(steps: list[MediaTag | str]) -> None:
    intake, last_ms = Intake(), dict.fromkeys(Tag, 0)
    for step in steps:
        if step == "connection":
            intake.begin_connection()
        elif step == "engine":
            intake.begin_engine()
        elif isinstance(step, MediaTag):
            for tag in intake.take(step):
                assert tag.time_ms >= last_ms[tag.kind]
                last_ms[tag.kind] = tag.time_ms


def test_headers_do_not_go_back_behind_what_their_track_has_sent() -> None:
    intake = Intake()
    feed(intake, AVC, AAC, key(0), sound(900))
    intake.begin_connection()
    got = intake.take(key(33))
    assert [(tag.kind, tag.time_ms) for tag in got if tag.kind is Tag.AUDIO] == [(Tag.AUDIO, 900)]
    (changed,) = intake.take(MediaTag(Tag.AUDIO, 0, b"other header", is_header=True))
    assert changed.time_ms == 900


def test_a_picture_keeps_its_time_when_sound_is_ahead_of_it() -> None:
    intake = Intake()
    feed(intake, AVC, key(0))
    got = feed(intake, sound(900), picture(33), sound(921))
    assert got == [(b"sound", 900), (b"picture", 33), (b"sound", 921)]
