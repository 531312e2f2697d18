"""Tests of studio.room.relay.transcode.sounds: as on air, without a hole, at its time."""

from itertools import pairwise
from pathlib import Path

from studio.publish.queue import MediaTag
from studio.room.relay.target import Target
from studio.room.relay.transcode.sounds import BEHIND_MS, Sounds
from studio.rtmp.flv import Tag
from tests.media import Clip
from tests.room.relay.media import steps, strict_errors, write_flv

AAC_48_MONO = b"\xaf\0\x11\x88"


def like(clip: Clip) -> Target:
    return Target(320, 180, 30, 400, header(clip))


def header(clip: Clip) -> bytes:
    return next(tag.body for tag in clip.headers() if tag.kind is Tag.AUDIO)


def sounds_of(clip: Clip) -> list[MediaTag]:
    return [tag for tag in clip.tags(1000) if tag.kind is Tag.AUDIO]


def test_what_is_as_on_air_is_not_touched(clip_a: Clip, clip_b: Clip) -> None:
    sounds = Sounds(like(clip_a))
    sounds.configure(header(clip_b))
    sent = sounds_of(clip_b)
    assert [out.body for tag in sent for out in sounds.take(tag)] == [tag.body for tag in sent]


def test_another_rate_becomes_that_on_air(clip_a: Clip, clip_tall: Clip, tmp_path: Path) -> None:
    target = like(clip_a)
    sounds = Sounds(target)
    sounds.configure(header(clip_tall))
    sent = sounds_of(clip_tall)
    made = [out for tag in sent for out in sounds.take(tag)]
    write_flv(tmp_path / "made.flv", [MediaTag(Tag.AUDIO, 0, target.sound), *made])
    assert strict_errors(tmp_path / "made.flv") == ""
    assert set(steps(tmp_path / "made.flv", "a").steps_ms) <= {21, 22}
    assert abs(made[0].time_ms - sent[0].time_ms) <= 45
    assert abs(made[-1].time_ms - sent[-1].time_ms) <= 90


def test_stereo_becomes_mono(clip_a: Clip, tmp_path: Path) -> None:
    sounds = Sounds(Target(320, 180, 30, 400, AAC_48_MONO))
    sounds.configure(header(clip_a))
    made = [out for tag in sounds_of(clip_a) for out in sounds.take(tag)]
    write_flv(tmp_path / "made.flv", [MediaTag(Tag.AUDIO, 0, AAC_48_MONO), *made])
    assert strict_errors(tmp_path / "made.flv") == ""
    assert len(made) > 100


def test_where_none_comes_there_is_silence(clip_a: Clip) -> None:
    sounds = Sounds(like(clip_a))
    made = [out for ms in range(0, 2000, 33) for out in sounds.fill(5000 + ms)]
    assert made[0].time_ms == 5000
    assert 5000 + 1980 - 22 <= made[-1].time_ms < 5000 + 1980
    assert {b.time_ms - a.time_ms for a, b in pairwise(made)} <= {21, 22}


def test_sound_that_was_lost_is_silence_until_it_is_back(clip_a: Clip) -> None:
    sounds = Sounds(like(clip_a))
    sounds.configure(header(clip_a))
    sent = sounds_of(clip_a)
    made = [out for tag in sent[:20] for out in sounds.take(tag)]
    assert sounds.fill(sent[20].time_ms + BEHIND_MS - 30) == []
    made += sounds.fill(sent[40].time_ms + BEHIND_MS)
    made += [out for tag in sent[38:60] for out in sounds.take(tag)]
    assert [tag.body for tag in made[-19:]] == [tag.body for tag in sent[41:60]]
    assert {b.time_ms - a.time_ms for a, b in pairwise(made)} <= {20, 21, 22, 23}


def test_who_goes_on_gives_nothing_that_another_gave(clip_a: Clip) -> None:
    sounds = Sounds(like(clip_a))
    sounds.resume(sounds_of(clip_a)[9].time_ms)
    sounds.configure(header(clip_a))
    sent = sounds_of(clip_a)[:20]
    assert [out for tag in sent for out in sounds.take(tag)] == sent[10:]


def test_a_programme_without_sound_gets_none(clip_a: Clip) -> None:
    sounds = Sounds(Target(320, 180, 30, 400, b""))
    sounds.configure(header(clip_a))
    assert [out for tag in sounds_of(clip_a) for out in sounds.take(tag)] == []
    assert sounds.fill(9000) == []
