"""Tests of studio.engine.mixer.raw_or_clean."""

import numpy as np
import pytest

from studio.engine.mixer.raw_or_clean import BACK_BLOCKS, FADE_FRAMES, RawOrClean
from studio.engine.mixer.timeline import Samples, Timeline
from studio.model.media import BLOCK_FRAMES

RAW, CLEAN = 0.5, 0.1
BLOCKS = 40


def flat(value: float, frames: int) -> Timeline:
    timeline = Timeline(BLOCKS * BLOCK_FRAMES)
    timeline.write(0, np.full((frames, 2), value, np.float32))
    return timeline


def played(choice: RawOrClean, raw: Timeline, clean: Timeline, blocks: range) -> Samples:
    """Return what is heard of these blocks."""
    out = []
    for n in blocks:
        block = choice.block(n * BLOCK_FRAMES, raw, clean, wants_clean=True)
        if block is None:
            block = np.zeros((BLOCK_FRAMES, 2), np.float32)
            raw.read(n * BLOCK_FRAMES, block)
        out.append(block.copy())
    return np.concatenate(out)


def steepest(sound: Samples) -> float:
    return float(np.abs(np.diff(sound, axis=0)).max())


def test_what_is_clean_is_taken_once_it_is_there_for_a_while_and_never_clicks() -> None:
    choice = RawOrClean()
    raw, clean = flat(RAW, BLOCKS * BLOCK_FRAMES), flat(CLEAN, BLOCKS * BLOCK_FRAMES)
    sound = played(choice, raw, clean, range(10))
    first = int(np.argmax(sound[:, 0] < RAW))
    assert first == BACK_BLOCKS * BLOCK_FRAMES
    assert np.allclose(sound[first + FADE_FRAMES :], CLEAN)
    assert steepest(sound) < 2 * (RAW - CLEAN) / FADE_FRAMES
    assert choice.fallen == 0


@pytest.mark.parametrize("left", [FADE_FRAMES, FADE_FRAMES + 300, BLOCK_FRAMES, BLOCK_FRAMES + 100])
def test_when_no_more_comes_the_raw_sound_takes_over_within_the_block(left: int) -> None:
    choice = RawOrClean()
    dies = 12 * BLOCK_FRAMES
    raw, clean = flat(RAW, BLOCKS * BLOCK_FRAMES), flat(CLEAN, dies + left)
    sound = played(choice, raw, clean, range(20))
    assert choice.fallen == 1
    assert np.allclose(sound[dies + BLOCK_FRAMES :], RAW)
    assert np.allclose(sound[10 * BLOCK_FRAMES : dies], CLEAN)
    assert steepest(sound) < 2 * (RAW - CLEAN) / FADE_FRAMES


def test_what_begins_again_is_not_taken_at_once() -> None:
    choice = RawOrClean()
    raw, clean = flat(RAW, BLOCKS * BLOCK_FRAMES), flat(CLEAN, 10 * BLOCK_FRAMES)
    played(choice, raw, clean, range(12))
    clean.write(15 * BLOCK_FRAMES, np.full((20 * BLOCK_FRAMES, 2), CLEAN, np.float32))
    sound = played(choice, raw, clean, range(12, 30))
    assert steepest(sound) < 2 * (RAW - CLEAN) / FADE_FRAMES
    assert np.allclose(sound[-BLOCK_FRAMES:], CLEAN)
    assert choice.fallen == 1


def test_who_does_not_want_it_gets_the_raw_sound_as_it_is() -> None:
    choice = RawOrClean()
    both = flat(RAW, 4 * BLOCK_FRAMES)
    assert choice.block(0, both, both, wants_clean=False) is None
    assert not choice.is_clean
