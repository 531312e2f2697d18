"""Putting items into a group and taking them out again: the picture stays as it is.

A group's place is its upper left corner, so its items' places are counted from there.
When it is taken apart, each item takes over what the group did to it: its scale, turn
and mirroring.  That can be told as an item's own transform unless the group stretches
something that is turned, or is cropped or blended as a whole; then a sentence says so.
"""

import math
from collections.abc import Iterator, Mapping

from studio.model import edits as do
from studio.model.command import CommandError
from studio.model.editing.change import (
    changed,
    free_id,
    holder_of,
    item_of,
    swap_items,
    without_left_groups,
)
from studio.model.geometry import Affine, Rect
from studio.model.layout import Layout, Size
from studio.model.scene import Collection, Group, Holder, SceneItem
from studio.model.transform import Alignment, Transform, box_placement, box_size, placement

Sizes = Mapping[str, Size]
"""Natural size of each input that has a picture; only the engine knows."""
_EVEN = 1e-6
"""Scales that differ by no more, relatively, are the same."""


def group_items(edit: do.GroupSceneItems, collection: Collection, sizes: Sizes) -> Collection:
    """Put items of a scene into a new group."""
    holder = holder_of(collection, edit.scene)
    inside = [item_of(holder, item_id) for item_id in dict.fromkeys(edit.item_ids)]
    left, top = _corner(Layout(collection, sizes), inside)
    members = tuple(_shifted(item, -left, -top) for item in holder.items if item in inside)
    group = Group(name=edit.group, items=members)
    shown = SceneItem(
        id=free_id(holder), source=edit.group, transform=Transform(x=float(left), y=float(top))
    )
    uppermost = members[-1].id

    def swap(holder: Holder) -> Iterator[SceneItem]:
        for item in holder.items:
            if item.id == uppermost:
                yield shown
            elif item not in inside:
                yield item

    grouped = changed(collection, groups=(*collection.groups, group))
    return swap_items(grouped, edit.scene, swap)


def ungroup_items(edit: do.UngroupSceneItems, collection: Collection, sizes: Sizes) -> Collection:
    """Put a group's items where the group was shown."""
    holder = holder_of(collection, edit.scene)
    shown = item_of(holder, edit.item_id)
    group = collection.group(shown.source)
    if group is None:
        raise CommandError(f'"{shown.source}" is no group.')
    _require_plain(shown)
    size = Layout(collection, sizes).size_of(shown.source) or (1, 1)
    place = placement(shown.transform, *size)
    unused = free_id(holder)
    members = [
        changed(
            item,
            id=unused + n,
            transform=_taken_out(item, shown, place),
            opacity=item.opacity * shown.opacity,
            visible=item.visible and shown.visible,
            locked=item.locked or shown.locked,
        )
        for n, item in enumerate(group.items)
    ]

    def swap(holder: Holder) -> Iterator[SceneItem]:
        for item in holder.items:
            if item.id == edit.item_id:
                yield from members
            else:
                yield item

    return without_left_groups(collection, swap_items(collection, edit.scene, swap))


def _corner(layout: Layout, items: list[SceneItem]) -> tuple[int, int]:
    """Return the upper left corner of items, hidden ones too; the origin if no size is known."""
    sized = [(item.transform, layout.size_of(item.source)) for item in items]
    rects = [
        box_placement(transform, *size).bounds(Rect(0, 0, *box_size(transform, *size)))
        for transform, size in sized
        if size
    ]
    if not rects:
        return 0, 0
    return math.floor(min(r.left for r in rects)), math.floor(min(r.top for r in rects))


def _shifted(item: SceneItem, by_x: float, by_y: float) -> SceneItem:
    transform = item.transform
    moved = changed(transform, x=transform.x + by_x, y=transform.y + by_y)
    return changed(item, transform=moved)


def _require_plain(shown: SceneItem) -> None:
    crop = shown.transform.crop
    if crop.left or crop.top or crop.right or crop.bottom:
        raise CommandError(
            f'"{shown.source}" is cropped as a whole: take its crop away, then ungroup it.'
        )
    if shown.blend != "normal":
        raise CommandError(
            f'"{shown.source}" is blended as a whole: let it blend normally, then ungroup it.'
        )


def _taken_out(item: SceneItem, shown: SceneItem, place: Affine) -> Transform:
    """Return an item's transform with what its group does to it put in."""
    transform, turn_deg = item.transform, shown.transform.rotation_deg
    angle = math.radians(turn_deg)
    by_x = math.cos(angle) * place.a + math.sin(angle) * place.c
    by_y = math.cos(angle) * place.d - math.sin(angle) * place.b
    own_deg = transform.rotation_deg
    if own_deg % 180 == 90:
        by_x, by_y = by_y, by_x
    elif own_deg % 180:
        if not math.isclose(abs(by_x), abs(by_y), rel_tol=_EVEN):
            raise CommandError(
                f'"{item.source}" is turned within "{shown.source}", which is stretched: '
                "scale the group by the same in both directions, then ungroup it."
            )
        own_deg = math.copysign(own_deg, own_deg * by_x * by_y)
    x, y = place.apply(transform.x, transform.y)
    return changed(
        transform,
        x=x,
        y=y,
        scale_x=transform.scale_x * by_x,
        scale_y=transform.scale_y * by_y,
        rotation_deg=math.fmod(own_deg + turn_deg, 360),
        alignment=_mirrored(transform.alignment, by_x < 0, by_y < 0),
        bounds_alignment=_mirrored(transform.bounds_alignment, by_x < 0, by_y < 0),
        bounds_width=transform.bounds_width * abs(by_x),
        bounds_height=transform.bounds_height * abs(by_y),
    )


def _mirrored(alignment: Alignment, in_x: bool, in_y: bool) -> Alignment:
    x, y = alignment.fraction
    wanted = (1 - x if in_x else x, 1 - y if in_y else y)
    return next(each for each in Alignment if each.fraction == wanted)
