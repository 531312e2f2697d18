"""What an edit does to the nodes of a canvas, and which edits can't be done; pure.

For the engine, which draws them, and for plugins' tests, which don't.
"""

from collections.abc import Iterable

from studio.model.canvas import (
    MAX_ALIVE,
    MAX_DEPTH,
    MAX_NODES,
    CanvasEdit,
    MoveNode,
    Node,
    PutNode,
    RemoveNode,
)
from studio.model.canvas_content import Group, Particles
from studio.model.command import CommandError


def apply(nodes: dict[str, Node], edit: CanvasEdit) -> None:
    """Do one edit to the nodes that there are.

    Raises:
        CommandError: If it can't be done.
    """
    match edit:
        case PutNode(node=node):
            _check_place(nodes, node)
            nodes[node.id] = node
            if len(nodes) > MAX_NODES:
                raise CommandError(f"a canvas holds {MAX_NODES} nodes at most.")
            if isinstance(node.content, Particles) and (n := alive(nodes.values())) > MAX_ALIVE:
                raise CommandError(
                    f"{n} particles would be alive at once on its canvas, {MAX_ALIVE} at most."
                )
        case MoveNode(id=name):
            if name not in nodes:
                raise CommandError(f'there is no node "{name}".')
        case RemoveNode(id=name):
            if nodes.pop(name, None):
                for each in [each.id for each in nodes.values() if each.parent == name]:
                    apply(nodes, RemoveNode(id=each))


def alive(nodes: Iterable[Node]) -> int:
    """Return how many particles of some nodes may be alive at once."""
    contents = (node.content for node in nodes)
    return sum(each.most_alive for each in contents if isinstance(each, Particles))


def _check_place(nodes: dict[str, Node], node: Node) -> None:
    """See that a node lies in a group, that is not itself, nor too deep."""
    before = nodes.get(node.id)
    holds = before and any(each.parent == node.id for each in nodes.values())
    if holds and not isinstance(node.content, Group):
        raise CommandError(f'the group "{node.id}" holds nodes: it must stay a group.')
    parent, depth = node.parent, 1
    while parent:
        group = nodes.get(parent)
        if group is None or not isinstance(group.content, Group):
            raise CommandError(f'there is no group "{parent}" that could hold "{node.id}".')
        depth += 1
        if group.id == node.id or depth > MAX_DEPTH:
            raise CommandError(f'"{node.id}" would lie in itself, or over {MAX_DEPTH} deep.')
        parent = group.parent
