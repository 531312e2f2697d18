"""Hair, ears and tails that swing: the springs of VRM, for all bones of a depth at once.

Verlet's method in steps of a fixed length, as the two formats have it.  A bone keeps its length
whatever pulls, what is behind is left out after a few steps, and what was flung beyond all
measure starts anew, so that nothing ever explodes::

    springs = Springs(model)
    skeleton.pose(...)
    springs.swing(skeleton, passed_s)
"""

import numpy as np
from numpy.typing import NDArray

from studio.avatar.colliders import Colliders
from studio.avatar.model import AvatarModel, Doubles, Joint
from studio.avatar.skeleton import Skeleton
from studio.avatar.turns import between, matrices

STEP_S = 1 / 60
MOST_STEPS = 6
"""At once; more would cost more than the picture."""
_FLUNG_M = 1.0
"""A bone that is so far from where it was in one picture did not swing there."""
_SHORTEST_M = 1e-5
_OPPOSITE = -0.9999
_NO_TURN = np.eye(3)
Numbers = NDArray[np.int64]


class Springs:
    """Belongs to one thread."""

    def __init__(self, model: AvatarModel) -> None:
        known = {joint.node: joint for joint in model.joints}
        self._colliders = Colliders(model.colliders)
        self._levels = [
            _Level(nodes, model.nodes.parents[nodes], known, len(model.colliders))
            for nodes in _hanging(model, np.array(list(known), np.int64))
        ]
        self._left_s = 0.0

    def swing(self, skeleton: Skeleton, passed_s: float) -> None:
        """Bring swinging bones on by some time, and move the skeleton's matrices with them."""
        for level in self._levels:
            level.settle(skeleton.world)
        self._left_s = min(self._left_s + max(0.0, passed_s), MOST_STEPS * STEP_S)
        steps = int(self._left_s / STEP_S + 1e-9)
        self._left_s -= steps * STEP_S
        if not steps:  # it is only held where it is
            for level in self._levels:
                level.hang(skeleton, None)
        for _ in range(steps):
            self._colliders.stand(skeleton.world)
            for level in self._levels:
                level.hang(skeleton, self._colliders)


class _Level:
    """What hangs on swinging bones, of one depth: those that swing, and what they carry.

    Args:
        nodes: All of them.
        parents: What each hangs on.
        known: Those that swing, by node.
        colliders: How many there are.
    """

    def __init__(
        self, nodes: Numbers, parents: Numbers, known: dict[int, Joint], colliders: int
    ) -> None:
        self._nodes, self._parents = nodes, parents
        joints = [known[node] for node in nodes.tolist() if node in known]
        self._swings = np.array([joint.node for joint in joints], np.int64)
        self._tails = np.array([(*joint.tail, 1.0) for joint in joints]).reshape(-1, 4, 1)
        self._stiffness = STEP_S * np.array([[joint.stiffness] for joint in joints])
        self._keeps = 1 - np.array([[joint.drag] for joint in joints])
        self._gravity = STEP_S * np.array([joint.gravity for joint in joints]).reshape(-1, 3)
        self._thick_m = np.array([[joint.hit_m] for joint in joints])
        self._centers = np.array([joint.center for joint in joints], np.int64)
        self._has_centers = bool((self._centers >= 0).any())
        self._may_hit = np.zeros((len(joints), colliders), bool)
        for number, joint in enumerate(joints):
            self._may_hit[number, list(joint.colliders)] = True
        self._hits = bool(self._may_hit.any())
        self._now: Doubles | None = None
        self._before: Doubles = np.empty((0, 3))
        self._centers_before: Doubles | None = None

    def settle(self, world: Doubles) -> None:
        """Begin where bones rest, at first and after they were flung; follow their centers."""
        if not len(self._swings):
            return
        resting = (world[self._swings] @ self._tails)[:, :3, 0]
        if self._now is not None:
            reach = 2 * _length(resting - world[self._swings, :3, 3]).max()
            away = np.abs(self._now - resting).max()
            if not away < _FLUNG_M + reach:  # NaN is flung too
                self._now = None
        if self._now is None:
            self._now, self._before = resting.copy(), resting.copy()
        if self._has_centers:
            self._follow_centers(world)

    def _follow_centers(self, world: Doubles) -> None:
        """Take along what swings relative to a node by how that has moved."""
        centers = world[np.maximum(self._centers, 0)]
        if self._centers_before is not None and self._now is not None:
            moved = centers @ np.linalg.pinv(self._centers_before)
            moved[self._centers < 0] = np.eye(4)
            self._now, self._before = _moved(moved, self._now), _moved(moved, self._before)
        self._centers_before = centers

    def hang(self, skeleton: Skeleton, colliders: Colliders | None) -> None:
        """Bring all along with what it hangs on, and swing for one step; not at all for None."""
        world = skeleton.world
        world[self._nodes] = world[self._parents] @ skeleton.local[self._nodes]
        if self._now is None:
            return
        bones = world[self._swings]
        head = bones[:, :3, 3]
        way = (bones @ self._tails)[:, :3, 0] - head
        length = np.maximum(_length(way), _SHORTEST_M)
        way /= length
        tail = self._now
        if colliders is not None:
            tail = tail + (tail - self._before) * self._keeps + self._stiffness * way
            tail += self._gravity
        to = _pointing(tail - head, way)
        if colliders is not None:
            if self._hits:
                to = self._pushed(head, to, way, length, colliders)
            self._before, self._now = self._now, head + to * length
        world[self._swings, :3, :3] = _turning(way, to) @ bones[:, :3, :3]

    def _pushed(
        self, head: Doubles, to: Doubles, way: Doubles, length: Doubles, colliders: Colliders
    ) -> Doubles:
        """Return where bones point once they are out of what they were in."""
        for _ in range(2):
            tail = head + to * length
            out = colliders.push(tail, self._thick_m, self._may_hit)
            if out is None:
                break
            to = _pointing(tail + out - head, way)
        return to


def _hanging(model: AvatarModel, swinging: Numbers) -> list[Numbers]:
    """Return all that hang on swinging bones and these themselves, by depth."""
    nodes = model.nodes
    hangs = np.zeros(len(nodes.parents), bool)
    hangs[swinging] = True
    found = []
    for depth, level in enumerate(nodes.levels):
        if depth:
            hangs[level] |= hangs[nodes.parents[level]]
        chosen = level[hangs[level] & (nodes.parents[level] >= 0)]
        if len(chosen):
            found.append(chosen)
    return found


def _length(vectors: Doubles) -> Doubles:
    length: Doubles = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]
    return length


def _pointing(to: Doubles, way: Doubles) -> Doubles:
    """Return unit vectors; those of no direction, or none at all, point the usual way."""
    length = _length(to)
    if length.min() > 1e-9 and length.max() < 1e9:  # NaN is neither
        return to / length
    is_sane = (length > 1e-9) & (length < 1e9)
    return np.where(is_sane, np.nan_to_num(to) / np.where(is_sane, length, 1), way)


def _turning(a: Doubles, b: Doubles) -> Doubles:
    """Return the shortest turns from unit vectors a to b as ``(n, 3, 3)``."""
    cosine = np.einsum("ij,ij->i", a, b)
    if cosine.min(initial=1) < _OPPOSITE:
        return matrices(between(a, b))
    across = b[:, :, None] * a[:, None, :]
    across = across - across.transpose(0, 2, 1)
    turning: Doubles = _NO_TURN + across + across @ across / (1 + cosine)[:, None, None]
    return turning


def _moved(matrix: Doubles, places: Doubles) -> Doubles:
    found: Doubles = (matrix[:, :3, :3] @ places[:, :, None])[:, :, 0] + matrix[:, :3, 3]
    return found
