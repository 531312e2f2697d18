"""What a screen reader says about the picture: which item is chosen, where, how large."""

from collections.abc import Sequence

from studio.app.words import tr
from studio.model.layout import Place


def described(chosen: Sequence[Place], scene: str, count: int) -> str:
    """Return a sentence about what is chosen."""
    if not chosen:
        return tr(
            "Scene {scene}, %n item(s), none selected. Tab walks through the items.",
            n=count,
            scene=scene,
        )
    if len(chosen) > 1:
        rect = chosen[0].bounds
        for place in chosen[1:]:
            rect = rect.union(place.bounds)
        return tr(
            "%n item(s) selected: {x}, {y}, {width} × {height} together",
            n=len(chosen),
            x=round(rect.left),
            y=round(rect.top),
            width=round(rect.width),
            height=round(rect.height),
        )
    place = chosen[0]
    bounds, (width, height) = place.bounds, place.box_size
    parts = [
        tr(
            "{name}: {x}, {y}, {width} × {height}",
            name=place.item.source,
            x=round(bounds.left),
            y=round(bounds.top),
            width=round(width),
            height=round(height),
        )
    ]
    turned = place.item.transform.rotation_deg
    if turned:
        parts.append(tr("turned by {angle}°", angle=f"{turned:g}"))
    if place.is_locked:
        parts.append(tr("locked"))
    if not place.is_shown:
        parts.append(tr("hidden"))
    return ", ".join(parts)
