"""The bones of an avatar in a pose, as matrices.

A pose is told in turns as if all bones were unturned at rest, whatever the file has: looking to
+z, the left arm along +x.  So the same pose fits every avatar::

    skeleton = Skeleton(model)
    skeleton.pose({"head": axis_angle((0, 1, 0), 0.3)})
    skeleton.world                          # (nodes, 4, 4)
"""

from collections.abc import Mapping

import numpy as np

from studio.avatar.model import AvatarModel, Doubles
from studio.avatar.turns import Turn, inverse, matrices, product, rotated

_NOWHERE = np.zeros(3)


class Skeleton:
    """Belongs to one thread.

    Attributes:
        world: ``(nodes, 4, 4)``, as they are in the pose; springs change it further.
        local: Likewise, within their parents.
    """

    def __init__(self, model: AvatarModel) -> None:
        self._model = model
        nodes = model.nodes
        count = len(nodes.parents)
        around = np.array([0.0, 1.0, 0.0, 0.0]) if model.is_turned else np.array([0.0, 0, 0, 1])
        self._root = np.eye(4)
        self._root[:3, :3] = matrices(around)
        self._above = np.empty((count, 4))
        resting = np.empty((count, 4))
        for level in nodes.levels:
            parents = nodes.parents[level]
            self._above[level] = np.where(parents[:, None] >= 0, resting[parents], around)
            resting[level] = product(self._above[level], nodes.turns[level])
        self.local = np.tile(np.eye(4), (count, 1, 1))
        self.world = np.tile(np.eye(4), (count, 1, 1))
        self.pose({})
        self.rest = self.world.copy()
        """``world`` as it is at rest."""

    def pose(self, turns: Mapping[str, Turn], moved: Doubles = _NOWHERE) -> None:
        """Take a pose.

        Args:
            turns: By the names of bones; others are at rest.
            moved: By how much the hips are elsewhere.
        """
        nodes, bones = self._model.nodes, self._model.bones
        local_turns, places = nodes.turns, nodes.places
        known = [(bones[name], turn) for name, turn in turns.items() if name in bones]
        if known:
            local_turns = local_turns.copy()
            numbers = np.array([number for number, _ in known])
            asked = np.array([turn for _, turn in known])
            above = self._above[numbers]
            local_turns[numbers] = product(
                inverse(above), product(asked, product(above, nodes.turns[numbers]))
            )
        if moved.any() and "hips" in bones:
            places = places.copy()
            places[bones["hips"]] += rotated(inverse(self._above[bones["hips"]]), moved)
        self.local[:, :3, :3] = matrices(local_turns) * nodes.scales[:, None, :]
        self.local[:, :3, 3] = places
        world = self.world
        for depth, level in enumerate(nodes.levels):
            above_them = self._root if depth == 0 else world[nodes.parents[level]]
            world[level] = above_them @ self.local[level]

    def palette(self) -> Doubles:
        """Return the matrices that bring points to where they are."""
        found: Doubles = self.world[self._model.palette] @ self._model.palette_binds
        return found

    def place(self, bone: str) -> Doubles | None:
        """Return where a bone is at rest, None if there is none."""
        node = self._model.bones.get(bone)
        return None if node is None else self.rest[node, :3, 3].copy()
