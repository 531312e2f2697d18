"""Tests of studio.room.relay.transcode, the process: from its first line to its input's end."""

import subprocess
import sys
from dataclasses import astuple
from pathlib import Path

from studio.publish.queue import MediaTag
from studio.room.relay.target import Target
from studio.room.relay.transcode.words import KEY, Report
from studio.rtmp.flv import Tag
from studio.rtmp.flv_stream import FILE_HEADER, FlvReader, frame_tag
from tests.media import Clip
from tests.room.relay.media import strict_errors, write_flv

ARGV = [sys.executable, "-m", "studio.room.relay.transcode"]


def test_a_stream_goes_in_and_the_programmes_comes_out(
    clip_a: Clip, clip_tall: Clip, tmp_path: Path
) -> None:
    sound = next(tag.body for tag in clip_a.headers() if tag.kind is Tag.AUDIO)
    tags = [*clip_tall.headers(), *clip_tall.tags()[:60]]
    sent = Target(320, 180, 30, 400, sound).line() + FILE_HEADER
    sent += b"".join(frame_tag(tag.kind, tag.time_ms, tag.body) for tag in tags)
    sent += frame_tag(Tag.SCRIPT, 0, KEY)
    run = subprocess.run(ARGV, input=sent, capture_output=True, timeout=60, check=True)
    ready, *made = FlvReader().feed(run.stdout)
    assert Report.read(ready.body) == Report(0, wants_key=False)
    write_flv(tmp_path / "made.flv", [MediaTag(*astuple(tag)) for tag in made])
    kinds = [tag.kind for tag in made]
    assert kinds[:2] == [Tag.VIDEO, Tag.AUDIO]
    assert kinds.count(Tag.VIDEO) > 10
    assert strict_errors(tmp_path / "made.flv") == ""


def test_who_starts_it_by_hand_is_told_so() -> None:
    run = subprocess.run(ARGV, input=b"{}\n", capture_output=True, timeout=60, check=False)
    assert run.returncode == 2
    assert b"the relay alone starts this" in run.stderr
