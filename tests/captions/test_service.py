"""Tests of a captions process as a whole: of studio.captions.service and its hearing."""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.ipc import priority
from studio.ipc.message import Message
from studio.model.captions.spoken import Spoken
from studio.model.media import SAMPLE_RATE_HZ
from tests.captions.clips import EPOCH_NS, SoundRing, clip, letters, silence
from tests.captions.process import PATIENCE_S, CaptionsProcess


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    # pytest's own folders have paths too long for a socket.
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def process(folder: Path) -> Iterator[CaptionsProcess]:
    """Return one that hears English, for all tests that leave it as it is."""
    started = CaptionsProcess(folder)
    yield started
    started.close()


@pytest.fixture
def ring() -> Iterator[SoundRing]:
    made = SoundRing("captions-test-service")
    yield made
    made.close()


def wait_final(process: CaptionsProcess, id: str) -> Spoken:
    return process.wait_spoken(lambda spoken: spoken.is_final and spoken.id == id)


def test_what_is_said_comes_back_while_it_is_said_and_for_good(
    process: CaptionsProcess, ring: SoundRing
) -> None:
    process.hear(ring.name, line="a")
    process.wait_for(lambda each: each["type"] == "state" and each["health"] == "running")
    said = clip()
    block = SAMPLE_RATE_HZ // 20
    begun_s = time.monotonic()
    for at in range(0, len(said), block):  # as it is said: a look comes meanwhile
        ring.put(said[at : at + block])
        time.sleep(max(0.0, begun_s + (at + block) / SAMPLE_RATE_HZ - time.monotonic()))
    ring.put(silence(1.5))
    final = wait_final(process, "a.0")
    assert letters(final.text) == "front center"
    assert (final.speaker, final.language) == ("Mary", "en")
    partials = [spoken for _, spoken in process.spoken() if spoken.id == "a.0"][:-1]
    assert partials
    assert not any(spoken.is_final for spoken in partials)


def test_two_speakers_are_heard_at_once(process: CaptionsProcess, ring: SoundRing) -> None:
    other = SoundRing("captions-test-service-b")
    process.hear(ring.name, line="b")
    process.hear(other.name, line="c")
    ring.put(clip("Side_Left"))
    other.put(clip("Front_Right"))
    for each in (ring, other):
        each.put(silence(1.5))
    finals = [wait_final(process, f"{line}.0") for line in "bc"]
    assert [letters(each.text) for each in finals] == ["side left", "front right"]
    other.close()


def test_the_engine_is_told_what_it_costs_and_how_far_it_is(
    process: CaptionsProcess, ring: SoundRing
) -> None:
    process.hear(ring.name, line="d")
    ring.put(silence(4))
    heard = process.wait_for(
        lambda each: (
            each["type"] == "heard"
            and each["line"] == "d"
            and int(str(each["until_ns"])) > EPOCH_NS + 3_900_000_000
        )
    )
    assert heard["next"] == 0
    rate = process.wait_for(lambda each: each["type"] == "rate")
    assert 0 <= float(str(rate["real_time_factor"])) < 4


def test_the_one_that_follows_a_killed_one_loses_nothing(folder: Path, ring: SoundRing) -> None:
    first = CaptionsProcess(folder)
    first.hear(ring.name)
    ring.put(clip("Side_Left"))
    ring.put(silence(1.5))
    first.wait_spoken(lambda spoken: spoken.is_final)
    ring.put(clip())
    partial = first.wait_spoken(lambda spoken: spoken.id == "1.1")
    heard = first.wait_for(lambda each: each["type"] == "heard" and each["next"] == 1)
    first.child.kill()
    assert first.child.wait(PATIENCE_S)
    first.close()
    ring.put(silence(1.5))
    second = CaptionsProcess(folder)
    second.hear(ring.name, since_ns=int(str(heard["until_ns"])), next=1)
    final = second.wait_spoken(lambda spoken: spoken.is_final)
    assert final.id == partial.id
    assert letters(final.text) == "front center"
    assert [each.id for _, each in second.spoken() if each.is_final] == ["1.1"]
    second.close()


def test_a_language_without_a_model_is_told_and_others_go_on(
    folder: Path, ring: SoundRing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    process = CaptionsProcess(folder)
    process.hear(ring.name)
    state = process.wait_for(lambda each: each["type"] == "state" and each["health"] == "failed")
    assert "rocket-studio models fetch" in str(state["reason"])
    process.close()


def test_messages_that_make_no_sense_change_nothing(
    process: CaptionsProcess, ring: SoundRing
) -> None:
    senseless: list[Message] = [
        {"type": "dance"},
        {"type": "hear", "line": 7},
        {"type": "hear_end", "line": "nobody"},
        {"type": "model", "name": ["x"]},
    ]
    for message in senseless:
        process.channel.send(message)
    process.hear("rs-there-is-no-such-ring", line="e")
    process.hear(ring.name, line="f")
    ring.put(clip())
    ring.put(silence(1.5))
    wait_final(process, "f.0")


def test_it_ends_when_told(folder: Path) -> None:
    process = CaptionsProcess(folder)
    process.channel.send({"type": "stop"})
    assert process.child.wait(PATIENCE_S)
    assert process.child.exit_code == 0
    process.close()


def test_it_ends_by_itself_once_nobody_is_left(folder: Path) -> None:
    process = CaptionsProcess(folder, grace_s=0.1)
    process.channel.close()
    process.child.terminate()
    assert process.child.wait(PATIENCE_S)
    assert process.child.exit_code == 0
    process.close()


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="another system's ranks")
def test_it_ranks_below_the_engine(process: CaptionsProcess) -> None:
    rank = os.getpriority(os.PRIO_PROCESS, process.child.pid)
    assert rank == priority.CAPTIONS > priority.ENGINE
