"""Sound without a seam: drift is stretched away, holes are filled, jumps jump."""

import numpy as np
import pytest

from studio.link.sound_line import Samples, SoundLine

MS = 1_000_000


def tone(number: int) -> Samples:
    at = np.arange(number * 960, (number + 1) * 960) / 48_000
    return np.repeat(np.sin(2 * np.pi * 300 * at)[:, None], 2, axis=1).astype(np.float32)


def test_blocks_follow_each_other_to_the_sample() -> None:
    line = SoundLine()
    ends = []
    for number in range(10):
        jitter = 500_000 if number % 2 else 0
        for pts_ns, block in line.place(tone(number), number * 20 * MS + jitter):
            ends.append((pts_ns, len(block)))
    assert ends == [(number * 20 * MS, 960) for number in range(10)]


@pytest.mark.parametrize("drift", [-0.004, 0.004])
def test_drift_is_stretched_away(drift: float) -> None:
    line = SoundLine()
    placed = []
    for number in range(500):
        due_ns = round(number * 20 * MS * (1 + drift))
        for pts_ns, block in line.place(tone(number), due_ns):
            placed.append((due_ns, pts_ns, block))
    assert max(abs(due_ns - pts_ns) for due_ns, pts_ns, _ in placed) < 3 * MS
    assert line.jumps == 0
    whole = np.concatenate([block for _, _, block in placed])[:, 0]
    assert np.abs(np.diff(whole)).max() < 0.06  # nothing clicks: a sine of 300 Hz has 0.039


def test_a_lost_packet_is_filled_and_fades() -> None:
    line = SoundLine()
    list(line.place(tone(0), 0))
    filled, after = line.place(tone(2), 40 * MS)
    assert filled[0] == 20 * MS
    assert len(filled[1]) == 960
    assert np.abs(filled[1][:100]).max() > 0.5
    assert np.abs(filled[1][-20:]).max() < 0.05
    assert after[0] == 40 * MS
    assert line.filled_frames == 960


def test_what_is_far_off_is_jumped_to() -> None:
    line = SoundLine()
    list(line.place(tone(0), 0))
    ((pts_ns, _),) = line.place(tone(1), 900 * MS)
    assert pts_ns == 900 * MS
    ((pts_ns, _),) = line.place(tone(2), 100 * MS)
    assert pts_ns == 100 * MS
    assert line.jumps == 2
