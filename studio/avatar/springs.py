"""Hair, ears and tails that swing: the springs of VRM, for all bones of a depth at once.

Verlet's method in steps of a fixed length, as the two formats have it.  A bone keeps its length
whatever pulls, what is behind is left out after a few steps, and what was flung beyond all
measure starts anew, so that nothing ever explodes::

    springs = Springs(model)
    skeleton.pose(...)
    springs.swing(skeleton, passed_s)
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.avatar.model import AvatarModel, Doubles
from studio.avatar.skeleton import Skeleton
from studio.avatar.turns import between, matrices

STEP_S = 1 / 60
MOST_STEPS = 6
"""At once; more would cost more than the picture."""
_FLUNG_M = 1.0
"""A bone that is so far from where it was in one picture did not swing there."""
_SHORTEST_M = 1e-5
_PUSHES = 2
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """What hangs on swinging bones, of one depth.

    Attributes:
        nodes: All of them.
        joints: Numbers of the joints among them, and ``joint_nodes`` their nodes.
    """

    nodes: Numbers
    parents: Numbers
    joints: Numbers
    joint_nodes: Numbers


class Springs:
    """Belongs to one thread."""

    def __init__(self, model: AvatarModel) -> None:
        joints = model.joints
        unique = {joint.node: number for number, joint in enumerate(joints)}
        joints = tuple(joints[number] for number in sorted(unique.values()))
        self._nodes = np.array([joint.node for joint in joints], np.int64)
        self._tails = np.array([(*joint.tail, 1.0) for joint in joints]).reshape(-1, 4)
        self._stiffness = np.array([joint.stiffness for joint in joints])[:, None]
        self._keeps = 1 - np.array([joint.drag for joint in joints])[:, None]
        self._gravity = np.array([joint.gravity for joint in joints]).reshape(-1, 3)
        self._hits_m = np.array([joint.hit_m for joint in joints])
        self._centers = np.array([joint.center for joint in joints], np.int64)
        self._may_hit = np.zeros((len(joints), len(model.colliders)), bool)
        for number, joint in enumerate(joints):
            self._may_hit[number, list(joint.colliders)] = True
        colliders = model.colliders
        self._hit_nodes = np.array([each.node for each in colliders], np.int64)
        self._hit_from = np.array([(*each.offset, 1.0) for each in colliders]).reshape(-1, 4)
        self._hit_to = np.array([(*each.tail, 1.0) for each in colliders]).reshape(-1, 4)
        self._hit_radii = np.array([each.radius_m for each in colliders])
        self._levels = _levels(model, self._nodes)
        self._now: Doubles | None = None
        self._before = np.empty((0, 3))
        self._center_before: Doubles | None = None
        self._left_s = 0.0

    def swing(self, skeleton: Skeleton, passed_s: float) -> None:
        """Bring swinging bones on by some time, and move the skeleton's matrices with them."""
        if not len(self._nodes):
            return
        world = skeleton.world
        resting = self._rest_tails(world)
        flung = self._now is not None and (
            not np.isfinite(self._now).all()
            or float(np.abs(self._now - resting).max()) > _FLUNG_M + 2 * self._reach(world, resting)
        )
        if self._now is None or flung:
            self._now, self._before = resting.copy(), resting.copy()
        self._follow_centers(world)
        self._left_s = min(self._left_s + max(0.0, passed_s), MOST_STEPS * STEP_S)
        steps = int(self._left_s / STEP_S + 1e-9)
        self._left_s -= steps * STEP_S
        for _ in range(steps):
            self._step(skeleton)
        if not steps:
            self._turn_only(skeleton)

    def _rest_tails(self, world: Doubles) -> Doubles:
        found: Doubles = (world[self._nodes] @ self._tails[:, :, None])[:, :3, 0]
        return found

    def _reach(self, world: Doubles, resting: Doubles) -> float:
        """Return how long the longest bone is."""
        return float(np.linalg.norm(resting - world[self._nodes, :3, 3], axis=1).max())

    def _follow_centers(self, world: Doubles) -> None:
        """Take along what swings relative to a node by how that has moved."""
        if not (self._centers >= 0).any():
            return
        centers = world[np.maximum(self._centers, 0)]
        if self._center_before is not None and self._now is not None:
            moved = centers @ np.linalg.pinv(self._center_before)
            moved[self._centers < 0] = np.eye(4)
            self._now = _moved(moved, self._now)
            self._before = _moved(moved, self._before)
        self._center_before = centers

    def _step(self, skeleton: Skeleton) -> None:
        hits = self._colliders(skeleton.world)
        for level in self._levels:
            self._hang(skeleton, level)
            if not len(level.joints):
                continue
            at = level.joints
            head, way, length = self._bones(skeleton.world, level)
            assert self._now is not None
            now = self._now[at]
            after = now + (now - self._before[at]) * self._keeps[at]
            after += STEP_S * (self._stiffness[at] * way + self._gravity[at])
            after = _at_length(head, after, way, length)
            if hits is not None:
                after = self._pushed(head, after, way, length, at, hits)
            self._before[at], self._now[at] = now, after
            _turn(skeleton.world, level.joint_nodes, way, (after - head) / length)

    def _turn_only(self, skeleton: Skeleton) -> None:
        for level in self._levels:
            self._hang(skeleton, level)
            if len(level.joints) and self._now is not None:
                head, way, length = self._bones(skeleton.world, level)
                after = _at_length(head, self._now[level.joints], way, length)
                _turn(skeleton.world, level.joint_nodes, way, (after - head) / length)

    @staticmethod
    def _hang(skeleton: Skeleton, level: _Level) -> None:
        """Bring what hangs on moved bones along."""
        world = skeleton.world
        world[level.nodes] = world[level.parents] @ skeleton.local[level.nodes]

    def _bones(self, world: Doubles, level: _Level) -> tuple[Doubles, Doubles, Doubles]:
        """Return where bones begin, where they would point by themselves, and their lengths."""
        head = world[level.joint_nodes, :3, 3]
        tail = (world[level.joint_nodes] @ self._tails[level.joints][:, :, None])[:, :3, 0]
        length = np.linalg.norm(tail - head, axis=1, keepdims=True)
        way = np.where(length > _SHORTEST_M, (tail - head) / np.maximum(length, 1e-12), [0, 1.0, 0])
        return head, way, np.maximum(length, _SHORTEST_M)

    def _colliders(self, world: Doubles) -> tuple[Doubles, Doubles, Doubles] | None:
        if not self._may_hit.any():
            return None
        on = world[self._hit_nodes]
        start = (on @ self._hit_from[:, :, None])[:, :3, 0]
        end = (on @ self._hit_to[:, :, None])[:, :3, 0]
        return start, end - start, self._hit_radii * np.linalg.norm(on[:, :3, 0], axis=1)

    def _pushed(
        self,
        head: Doubles,
        tail: Doubles,
        way: Doubles,
        length: Doubles,
        at: Numbers,
        hits: tuple[Doubles, Doubles, Doubles],
    ) -> Doubles:
        """Return ends of bones pushed out of what they are in, the deepest first."""
        start, along, radii = hits
        may = self._may_hit[at]
        if not may.any():
            return tail
        squared = np.maximum((along**2).sum(axis=1), 1e-12)
        rows = np.arange(len(at))
        for _ in range(_PUSHES):
            share = np.clip(((tail[:, None] - start) * along).sum(axis=2) / squared, 0, 1)
            away = tail[:, None] - (start + share[..., None] * along)
            distance = np.linalg.norm(away, axis=2)
            depth = np.where(may, radii + self._hits_m[at][:, None] - distance, -1.0)
            deepest = depth.argmax(axis=1)
            deep = depth[rows, deepest]
            if not (deep > 0).any():
                break
            out = away[rows, deepest] / np.maximum(distance[rows, deepest], 1e-9)[:, None]
            pushed = _at_length(head, tail + out * deep[:, None], way, length)
            tail = np.where(deep[:, None] > 0, pushed, tail)
        return tail


def _at_length(head: Doubles, tail: Doubles, way: Doubles, length: Doubles) -> Doubles:
    """Return ends brought to their bones' lengths; those of no direction point as at rest."""
    to = tail - head
    distance = np.linalg.norm(to, axis=1, keepdims=True)
    is_sane = np.isfinite(distance) & (distance > 1e-9)
    unit = np.where(is_sane, to / np.where(is_sane, distance, 1), way)
    found: Doubles = head + unit * length
    return found


def _turn(world: Doubles, nodes: Numbers, way: Doubles, to: Doubles) -> None:
    world[nodes, :3, :3] = matrices(between(way, to)) @ world[nodes, :3, :3]


def _moved(matrix: Doubles, places: Doubles) -> Doubles:
    found: Doubles = (matrix[:, :3, :3] @ places[:, :, None])[:, :, 0] + matrix[:, :3, 3]
    return found


def _levels(model: AvatarModel, joint_nodes: Numbers) -> tuple[_Level, ...]:
    nodes = model.nodes
    hangs = np.zeros(len(nodes.parents), bool)
    hangs[joint_nodes] = True
    number_of = {int(node): number for number, node in enumerate(joint_nodes)}
    found = []
    for depth, level in enumerate(nodes.levels):
        if depth:
            hangs[level] |= hangs[nodes.parents[level]]
        chosen = level[hangs[level] & (nodes.parents[level] >= 0)]
        if len(chosen):
            joints = np.array([number_of[n] for n in chosen.tolist() if n in number_of], np.int64)
            found.append(_Level(chosen, nodes.parents[chosen], joints, joint_nodes[joints]))
    return tuple(found)
