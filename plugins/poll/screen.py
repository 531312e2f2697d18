"""What is seen of a poll: a card with a bar for each choice."""

from ballot import Ballot

from studio.sdk import Box, Canvas, Group, Spring, Text, TextSettings, slide

CARD = "poll"
WIDTH, ROW, HEAD, FOOT = 620, 84, 138, 24
BAR = WIDTH - 60
LEFT = -BAR / 2
COLORS = ("#ff5d7d", "#4d9bff", "#35c98f", "#f5a742", "#a678ff", "#31c5d4", "#e06bd0", "#9fbf3c")


def begin(canvas: Canvas, question: str, choices: list[str]) -> None:
    """Let the card come in from the right, with all bars empty."""
    canvas.remove(CARD)
    height = height_of(len(choices))
    canvas.put(CARD, Group(), x=slide(1920 + WIDTH, 1920 - WIDTH / 2 - 40, 500, "out"), y=500)
    back = Box(width=WIDTH, height=height, color="#141a2ee8", radius_px=22)
    canvas.put("poll back", back, parent=CARD)
    top = -height / 2
    _words(canvas, "question", question, 38, LEFT, top + 42)
    for place, choice in enumerate(choices):
        y = top + HEAD + ROW * place
        for name, color in (("track", "#ffffff1f"), ("bar", COLORS[place])):
            box = Box(width=BAR, height=16, color=color, radius_px=8)
            canvas.put(
                f"poll {name} {place}", box, parent=CARD, anchor=(0, 0.5), order=1,
                x=LEFT, y=y + 32,
            )  # fmt: skip
        canvas.move(f"poll bar {place}", scale_x=0)
        _words(canvas, f"choice {place}", f"{place + 1}. {choice}", 30, LEFT, y)


def show(canvas: Canvas, ballot: Ballot, state: str) -> None:
    """Let the bars grow to where they belong."""
    top = -height_of(len(ballot.choices)) / 2
    _words(canvas, "state", f"{ballot.total} 票 · {state}", 24, LEFT, top + 88, "#9fb0dd")
    for place, count in enumerate(ballot.counts):
        share = count / ballot.total if ballot.total else 0.0
        canvas.move(f"poll bar {place}", scale_x=Spring(to=share, stiffness=90, damping=18))
        y = top + HEAD + ROW * place
        text = f"{count}  {share:.0%}"
        _words(canvas, f"count {place}", text, 26, -LEFT, y, "#dfe6ff", right=True)


def height_of(choices: int) -> int:
    """Return how high the card is."""
    return HEAD + ROW * choices - FOOT


def leave(canvas: Canvas) -> None:
    """Let it go."""
    canvas.remove(CARD)


def _words(
    canvas: Canvas,
    name: str,
    text: str,
    size: int,
    x: float,
    y: float,
    color: str = "#ffffff",
    *,
    right: bool = False,
) -> None:
    words = Text(text=TextSettings(text=text, size_px=size, color=color))
    anchor = (1.0 if right else 0.0, 0.5)
    canvas.put(f"poll {name}", words, parent=CARD, order=2, anchor=anchor, x=x, y=y)
