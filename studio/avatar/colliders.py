"""What swinging bones do not go through: balls and capsules on an avatar's bones.

::

    colliders.stand(skeleton.world)
    out = colliders.push(tails, thick_m, may_hit)       # None where nothing touches
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from studio.avatar.model import Collider, Doubles


class Colliders:
    """Belongs to one thread."""

    def __init__(self, colliders: Sequence[Collider]) -> None:
        self._nodes = np.array([each.node for each in colliders], np.int64)
        self._from = np.array([(*each.offset, 1.0) for each in colliders]).reshape(-1, 4, 1)
        self._to = np.array([(*each.tail, 1.0) for each in colliders]).reshape(-1, 4, 1)
        self._radii = np.array([each.radius_m for each in colliders])
        self._start = self._along = np.zeros((0, 3))
        self._squared = self._size = np.zeros(0)

    def stand(self, world: Doubles) -> None:
        """Be where the bones are."""
        on = world[self._nodes]
        self._start = (on @ self._from)[:, :3, 0]
        self._along = (on @ self._to)[:, :3, 0] - self._start
        self._squared = np.maximum(np.einsum("ij,ij->i", self._along, self._along), 1e-12)
        self._size = self._radii * np.sqrt(np.einsum("ij,ij->i", on[:, :3, 0], on[:, :3, 0]))

    def push(self, tails: Doubles, thick_m: Doubles, may_hit: NDArray[np.bool_]) -> Doubles | None:
        """Return by how much each end of a bone must move to be out of the deepest that it is in.

        Args:
            tails: ``(n, 3)``.
            thick_m: ``(n, 1)``, how thick the bones are.
            may_hit: ``(n, colliders)``, what each does not go through.
        """
        to = tails[:, None] - self._start
        share = np.clip(np.einsum("nkj,kj->nk", to, self._along) / self._squared, 0, 1)
        to = to - share[..., None] * self._along
        distance = np.sqrt(np.einsum("nkj,nkj->nk", to, to))
        depth = np.where(may_hit, self._size + thick_m - distance, -1.0)
        if not depth.max(initial=-1) > 0:
            return None
        deepest = depth.argmax(axis=1)
        rows = np.arange(len(tails))
        deep = np.maximum(depth[rows, deepest], 0) / np.maximum(distance[rows, deepest], 1e-9)
        out: Doubles = to[rows, deepest] * deep[:, None]
        return out
