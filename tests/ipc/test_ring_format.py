"""Tests of studio.ipc.ring_format."""

import pytest

from studio.ipc.ring_format import RingFormat, payload_bytes


@pytest.mark.parametrize(
    ("format", "size"),
    [
        (RingFormat.NV12, 16 * 8 * 3 // 2),
        (RingFormat.NV12A, 16 * 8 * 5 // 2),
        (RingFormat.BGRA, 16 * 8 * 4),
        (RingFormat.RGBA, 16 * 8 * 4),
        (RingFormat.F32, 1024 * 2 * 4),
        (RingFormat.TRACKED, 1024 * 2 * 4),
    ],
)
def test_each_format_needs_what_its_planes_or_samples_take(format: RingFormat, size: int) -> None:
    assert payload_bytes(format, 16, 8, 2, 1024) == size
