"""Sums inputs into six buses, each with members of its own.

Buses with the same members are the usual case (all six are the programme until
somebody says otherwise), so each set of members is summed once and copied.
"""

from collections.abc import Sequence

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
    firsts: dict[tuple[int, ...], int] = {}
    twins: list[int] = []
    for bus in range(BUS_COUNT):
        chosen = tuple(i for i, (mask, _) in enumerate(members) if mask >> bus & 1)
        first = firsts.setdefault(chosen, bus)
        twins.append(first)
        if first == bus:
            _sum(buses[bus], [members[i][1] for i in chosen])
    return twins


def _sum(bus: Samples, blocks: Sequence[Samples]) -> None:
    if not blocks:
        bus.fill(0)
        return
    bus[:] = blocks[0]
    for block in blocks[1:]:
        bus += block
