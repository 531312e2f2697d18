"""Sums inputs into six buses, each with members of its own.

Buses with the same members are the usual case (all six are the programme until
somebody says otherwise), so each set of members is summed once and copied.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from studio.engine.mixer.settings import BUS_COUNT
from studio.engine.mixer.timeline import Samples


def sum_into(buses: NDArray[np.float32], members: Sequence[tuple[int, Samples]]) -> list[int]:
    """Fill all buses, (6, 1024, 2), from blocks and the bit masks of their buses.

    Returns:
        For each bus the first bus with the same members, so that what is worked
        out for one need not be worked out again; itself if it is the first.
    """
    groups = _groups(tuple(mask for mask, _ in members))
    for bus, (first, chosen) in enumerate(groups):
        if first == bus:
            _sum(buses[bus], [members[i][1] for i in chosen])
    return [first for first, _ in groups]


@lru_cache
def _groups(masks: tuple[int, ...]) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return for each bus the first with the same members, and which those are."""
    firsts: dict[tuple[int, ...], int] = {}
    groups = []
    for bus in range(BUS_COUNT):
        chosen = tuple(i for i, mask in enumerate(masks) if mask >> bus & 1)
        groups.append((firsts.setdefault(chosen, bus), chosen))
    return tuple(groups)


def _sum(bus: Samples, blocks: Sequence[Samples]) -> None:
    if not blocks:
        bus.fill(0)
        return
    bus[:] = blocks[0]
    for block in blocks[1:]:
        bus += block
