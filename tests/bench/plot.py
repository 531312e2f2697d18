"""A line chart as an SVG file, for people who want to see how a figure grows.

write_chart(path, "Cost by layers", "layers", ["1", "2"], {"CPU-ms a frame": [31.0, 33.5]})
"""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

WIDTH_PX, HEIGHT_PX = 720, 420
LEFT_PX, RIGHT_PX, TOP_PX, BOTTOM_PX = 64, 24, 56, 56
COLORS = ("#0b6bcb", "#d9480f", "#2b8a3e", "#862e9c")
STEPS = (1, 2, 5)
LINES = 6


def write_chart(
    path: Path,
    title: str,
    x_title: str,
    x_names: Sequence[str],
    series: Mapping[str, Sequence[float]],
) -> None:
    """Write a chart whose y axis begins at 0.

    Args:
        path: Of the SVG file.
        title: Stands above.
        x_title: What ``x_names`` are.
        x_names: The places on the x axis, at equal distances.
        series: A value for each place, by the name of the line.
    """
    top = max(max(values) for values in series.values())
    step = grid_step(top)
    height = step * (int(top / step) + 1)
    inner_px = HEIGHT_PX - TOP_PX - BOTTOM_PX

    def x_px(place: int) -> float:
        return LEFT_PX + (WIDTH_PX - LEFT_PX - RIGHT_PX) * (place + 0.5) / len(x_names)

    def y_px(value: float) -> float:
        return TOP_PX + inner_px * (1 - value / height)

    parts = [_text(LEFT_PX, 22, title, size=16, anchor="start")]
    for line in range(round(height / step) + 1):
        y = y_px(line * step)
        parts.append(
            f'<path d="M{LEFT_PX} {y:.1f}H{WIDTH_PX - RIGHT_PX}" stroke="#ddd" fill="none"/>'
        )
        parts.append(_text(LEFT_PX - 8, y + 4, f"{line * step:g}", anchor="end"))
    for place, name in enumerate(x_names):
        parts.append(_text(x_px(place), HEIGHT_PX - BOTTOM_PX + 20, name))
    parts.append(_text(WIDTH_PX / 2, HEIGHT_PX - 12, x_title))
    for number, (name, values) in enumerate(series.items()):
        color = COLORS[number % len(COLORS)]
        spots = [(x_px(place), y_px(value)) for place, value in enumerate(values)]
        line_path = "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
        parts.append(f'<path d="M{line_path}" stroke="{color}" stroke-width="2" fill="none"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{color}"/>' for x, y in spots]
        parts.append(_text(LEFT_PX + 180 * number, 42, f"● {name}", color=color, anchor="start"))
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_PX} {HEIGHT_PX}" '
        f'font-family="sans-serif"><rect width="100%" height="100%" fill="#fff"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n",
        "utf-8",
    )


def grid_step(top: float) -> float:
    """Return a round distance between lines, so that there are few up to ``top``."""
    step = 0.001
    while True:
        for factor in STEPS:
            if top / (step * factor) <= LINES:
                return step * factor
        step *= 10


def _text(
    x: float, y: float, words: str, *, size: int = 12, anchor: str = "middle", color: str = "#333"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="{color}">{escape(words)}</text>'
    )
