"""What is seen of a lottery: a card with the word to say, and then who has won."""

from lots import Round

from studio.sdk import Box, Canvas, Group, Spring, Text, TextSettings, slide

CARD, WON = "lottery", "lottery won"
WIDTH, HEIGHT = 760, 230
GOLD = "#ffd86b"
MOST_NAMES = 8


def show_open(canvas: Canvas, told: Round, keyword: str, left_s: int) -> None:
    """Let the card come in; or change it, if it is there."""
    minutes, seconds = divmod(max(0, left_s), 60)
    rows = (
        ("prize", f"抽奖：{told.prize}", 46, GOLD, -72),
        ("how", f"发送「{keyword}」参加", 40, "#ffffff", -12),
        ("count", f"{len(told.entries)} 人已参加 · {minutes}:{seconds:02d}", 34, "#c9d4ff", 42),
        ("promise", f"SHA-256 {told.commitment}", 15, "#8f9bd0", 90),
    )
    for part, text, size, color, y in rows:
        _words(canvas, CARD, part, text, size, color, y)


def begin(canvas: Canvas) -> None:
    """Put an empty card, which comes in from above."""
    for name in (CARD, WON):
        canvas.remove(name)
    _panel(canvas, CARD, HEIGHT)


def show_won(canvas: Canvas, told: Round) -> None:
    """Show who has won instead of the card."""
    canvas.remove(CARD)
    names = {entry.user: entry.name for entry in told.entries}
    winners = [names[user][:14] for user in told.winners]
    more = len(winners) - MOST_NAMES
    rows = winners[:MOST_NAMES] + ([f"等 {len(winners)} 人"] if more > 0 else [])
    height = 150 + 62 * max(1, len(rows))
    _panel(canvas, WON, height)
    top = -height / 2
    _words(canvas, WON, "prize", f"恭喜获得：{told.prize}", 40, GOLD, top + 52)
    for place, name in enumerate(rows or ["没有人参加"]):
        y = top + 122 + 62 * place
        _words(canvas, WON, f"name {place}", name, 48, "#ffffff", y)
        canvas.move(f"{WON} name {place}", scale=Spring(to=1, stiffness=220, damping=13))
    seed = f"种子 {told.seed}" if told.seed else ""
    _words(canvas, WON, "seed", seed, 15, "#8f9bd0", height / 2 - 24)


def leave(canvas: Canvas) -> None:
    """Let all of it go."""
    for name in (CARD, WON):
        canvas.remove(name)


def _panel(canvas: Canvas, name: str, height: int) -> None:
    canvas.put(name, Group(), x=960, y=slide(-height, 60 + height / 2, 600, "back_out"))
    bar = Box(width=WIDTH, height=height, color="#1a1640f0", radius_px=28)
    canvas.put(f"{name} bar", bar, parent=name)


def _words(
    canvas: Canvas, name: str, part: str, text: str, size: int, color: str, y: float
) -> None:
    words = Text(text=TextSettings(text=text, size_px=size, color=color))
    scale = 1.6 if part.startswith("name") else 1.0
    canvas.put(f"{name} {part}", words, parent=name, order=1, y=y, scale=scale)
