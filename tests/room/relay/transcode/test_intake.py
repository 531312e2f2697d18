"""Tests of studio.room.relay.transcode.intake: all in order, and bounded where nobody takes it."""

import os
import threading
from collections.abc import Iterable

from studio.publish.queue import MAX_VIDEO_MS, MediaTag
from studio.room.relay.transcode.intake import Intake
from studio.room.relay.transcode.words import KEY
from studio.rtmp.flv import Tag
from studio.rtmp.flv_stream import FILE_HEADER, frame_tag
from tests.media import Clip


def send(descriptor: int, tags: Iterable[MediaTag]) -> None:
    with os.fdopen(descriptor, "wb") as pipe:
        pipe.write(FILE_HEADER)
        for tag in tags:
            pipe.write(frame_tag(tag.kind, tag.time_ms, tag.body))


def test_what_comes_is_taken_in_order_and_a_wish_for_a_key_frame_at_once(clip_a: Clip) -> None:
    out, into = os.pipe()
    was_asked = threading.Event()
    words: list[bytes] = []

    def heard(word: bytes) -> None:
        words.append(word)
        was_asked.set()

    intake = Intake(out, heard)
    tags = [*clip_a.headers()[1:], *clip_a.tags()[:20]]
    send(into, [*tags, MediaTag(Tag.SCRIPT, 0, KEY)])
    assert was_asked.wait(10)
    came = [tag for tag, _ in iter(intake.take, None)]
    assert words[-1] == KEY
    wanted = [(tag.kind, tag.time_ms, tag.body) for tag in tags if tag.kind is not Tag.SCRIPT]
    assert [(tag.kind, tag.time_ms, tag.body) for tag in came] == wanted
    os.close(out)


def test_pictures_that_nobody_takes_are_given_up_and_sound_is_not(clip_a: Clip) -> None:
    out, into = os.pipe()
    was_read = threading.Event()
    intake = Intake(out, lambda word: was_read.set())
    send(into, [*clip_a.headers()[1:], *clip_a.tags(), MediaTag(Tag.SCRIPT, 0, KEY)])
    assert was_read.wait(10)
    came = [tag for tag, _ in iter(intake.take, None)]
    pictures = [tag for tag in came if tag.kind is Tag.VIDEO and not tag.is_header]
    sounds = [tag for tag in came if tag.kind is Tag.AUDIO and not tag.is_header]
    assert intake.dropped > 0
    assert pictures[0].is_key
    assert pictures[-1].time_ms - pictures[0].time_ms <= MAX_VIDEO_MS
    assert len(sounds) == sum(tag.kind is Tag.AUDIO for tag in clip_a.tags())
    os.close(out)
