"""What one banner looks like: a rounded bar with who, what, and a large count."""

from studio.sdk import Box, Canvas, Gift, Group, Spring, Text, TextSettings, slide

WIDTH, HEIGHT = 520, 92
LEFT = 48.0
MAX_LETTERS = 10
PLAIN, GOLDEN = "#1d2340d9", "#7a4a00e6"
ACCENT = "#ff4d6d"


def show(canvas: Canvas, node: str, y: float, gift: Gift) -> None:
    """Let a banner slide in.

    Args:
        canvas: Gets it.
        node: Names its group; one that is there of that name is taken over.
        y: Of its middle.
        gift: The first one that it shows.
    """
    who, what = words_of(gift)
    canvas.remove(node)
    canvas.put(node, Group(), x=slide(-WIDTH - LEFT, LEFT, 450, "back_out"), y=y)
    _put_bar(canvas, node, gift)
    edge = Box(width=8, height=HEIGHT - 36, color=ACCENT, radius_px=4)
    canvas.put(f"{node} edge", edge, parent=node, order=1, anchor=(0, 0.5), x=26)
    _put_words(canvas, f"{node} who", node, who, 34, "#ffffff", 52, -18)
    _put_words(canvas, f"{node} what", node, what, 28, "#ffd166", 52, 22)
    bump(canvas, node, gift)


def bump(canvas: Canvas, node: str, gift: Gift) -> None:
    """Show how many it has become; a milestone turns the bar golden."""
    name = f"{node} count"
    style = TextSettings(
        text=count_of(gift),
        size_px=64,
        color="#ffe14d",
        outline_px=4,
        outline_color="#5a2a00",
    )
    place = {"x": float(WIDTH) - 24, "y": 0.0}
    canvas.put(name, Text(text=style), parent=node, order=3, anchor=(1, 0.5), scale=1.7, **place)
    canvas.move(name, scale=Spring(to=1.0, stiffness=320, damping=18))
    if gift.milestone:
        _put_bar(canvas, node, gift)


def leave(canvas: Canvas, node: str) -> None:
    """Let a banner go."""
    canvas.move(node, x=slide(LEFT, LEFT - 80, 350, "in"), opacity=slide(1, 0, 350))


def words_of(gift: Gift) -> tuple[str, str]:
    """Return who gave, and what, short enough for a banner."""
    return _short(gift.by), f"送出 {_short(gift.name)}"


def count_of(gift: Gift) -> str:
    """Return how many it has become."""
    return f"×{gift.combo_count}"


def _put_bar(canvas: Canvas, node: str, gift: Gift) -> None:
    color = GOLDEN if gift.milestone else PLAIN
    bar = Box(width=WIDTH, height=HEIGHT, color=color, radius_px=HEIGHT // 2)
    canvas.put(f"{node} bar", bar, parent=node, anchor=(0, 0.5))


def _put_words(
    canvas: Canvas, name: str, node: str, text: str, size: int, color: str, x: float, y: float
) -> None:
    words = Text(text=TextSettings(text=text, size_px=size, color=color))
    canvas.put(name, words, parent=node, order=2, anchor=(0, 0.5), x=x, y=y)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAX_LETTERS else line[: MAX_LETTERS - 1] + "…"
