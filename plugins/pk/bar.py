"""What is seen of a PK: a bar whose parts are the teams' shares, ours at the left.

The parts share one spring, so that where one ends the next begins while they move.
"""

from dataclasses import dataclass
from math import ceil

from studio.sdk import (
    Battle,
    BattleSide,
    Box,
    Canvas,
    Group,
    Spring,
    Text,
    TextSettings,
    shorten,
    slide,
)

CARD, RESULT = "pk", "pk result"
WIDTH, HEIGHT = 1240, 52
LEFT = -WIDTH / 2
COLORS = ("#ff4d6d", "#3d8bff", "#24b47e", "#e89b2c", "#9b6bff", "#1fb5c4", "#d95bc0", "#8aa83a")
LEAST = 0.08
"""What a team has of the bar, however few points it has: its score must be readable."""
_NAME_CELLS = 18


@dataclass(frozen=True)
class Team:
    """Rooms that win together.

    Attributes:
        color: The same in both rooms' streams.
        share: Of the bar.
    """

    sides: tuple[BattleSide, ...]
    color: str
    score: int
    share: float


def teams(battle: Battle) -> list[Team]:
    """Return the teams from the left: ours first."""
    numbers = sorted({side.team for side in battle.sides})
    ours = {side.team for side in battle.sides if side.is_ours}
    numbers.sort(key=lambda team: team not in ours)
    grouped = [tuple(side for side in battle.sides if side.team == team) for team in numbers]
    scores = [sum(side.score for side in sides) for sides in grouped]
    total, spare = sum(scores), 1 - LEAST * len(scores)
    return [
        Team(
            sides,
            COLORS[team % len(COLORS)],
            score,
            LEAST + spare * (score / total if total else 1 / len(scores)),
        )
        for team, sides, score in zip(numbers, grouped, scores, strict=True)
    ]


def begin(canvas: Canvas, battle: Battle, y_px: float) -> None:
    """Let the bar come in from above."""
    leave(canvas)
    canvas.put(CARD, Group(), x=960, y=slide(-160, y_px + HEIGHT / 2, 500, "out"))
    back = Box(width=WIDTH + 12, height=HEIGHT + 12, color="#0d1224d8", radius_px=14)
    canvas.put("pk back", back, parent=CARD)
    for place, team in enumerate(teams(battle)):
        box = Box(width=WIDTH, height=HEIGHT, color=team.color, radius_px=0)
        canvas.put(f"pk part {place}", box, parent=CARD, anchor=(0, 0.5), order=1, x=LEFT)
        canvas.move(f"pk part {place}", scale_x=team.share)
    pill = Box(width=220, height=44, color="#0d1224e8", radius_px=22)
    canvas.put("pk pill", pill, parent=CARD, order=2, y=HEIGHT / 2 + 30)


def show(canvas: Canvas, battle: Battle, words: dict[str, str], *, has_best: bool) -> None:
    """Let the parts grow to where they belong, and tell scores and names."""
    row = teams(battle)
    start = LEFT
    for place, team in enumerate(row):
        canvas.move(f"pk part {place}", x=_spring(start), scale_x=_spring(team.share))
        is_right = len(row) == 2 and place == 1
        x = -LEFT - 14 if is_right else start + 14
        _words(canvas, f"score {place}", f"{team.score}", 32, x, 0, right=is_right)
        name = shorten(" + ".join(side.name for side in team.sides), _NAME_CELLS)
        _words(canvas, f"name {place}", name, 26, x, HEIGHT / 2 + 28, right=is_right)
        said = _below(team, words, has_best=has_best and len(row) == 2)
        _words(canvas, f"more {place}", said, 22, x, HEIGHT / 2 + 60, "#ffe9a8", right=is_right)
        start += WIDTH * team.share


def tell_clock(canvas: Canvas, text: str, *, is_urgent: bool) -> None:
    """Show what time it is."""
    color = "#ffd23f" if is_urgent else "#ffffff"
    words = Text(text=TextSettings(text=text, size_px=30, color=color))
    canvas.put("pk clock", words, parent=CARD, order=3, y=HEIGHT / 2 + 30)


def tell_result(canvas: Canvas, text: str, y_px: float) -> None:
    """Show what came of it, large."""
    settings = TextSettings(
        text=text, size_px=110, color="#ffe27a", outline_px=5, outline_color="#0d1224ff"
    )
    y = slide(y_px + 300, y_px + 230, 600, "bounce_out")
    canvas.put(RESULT, Text(text=settings), x=960, y=y, order=5)


def leave(canvas: Canvas) -> None:
    """Take all of it off the stream."""
    for name in (CARD, RESULT):
        canvas.remove(name)


def _below(team: Team, words: dict[str, str], *, has_best: bool) -> str:
    """Return what is said below a team's name: who is lost, else who gave most."""
    lost = [side for side in team.sides if side.lost_s is not None]
    if lost:
        return words["lost"].format(seconds=ceil(min(side.lost_s or 0 for side in lost)))
    if all(side.is_out for side in team.sides):
        return words["out"]
    best = [shorten(name, 8) for side in team.sides for name in side.best]
    return words["best"].format(names=" · ".join(best[:3])) if best and has_best else ""


def _spring(to: float) -> Spring:
    return Spring(to=to, stiffness=90, damping=18)


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
    settings = TextSettings(
        text=text, size_px=size, color=color, outline_px=2, outline_color="#0d1224c0"
    )
    words = Text(text=settings)
    anchor = (1.0 if right else 0.0, 0.5)
    canvas.put(f"pk {name}", words, parent=CARD, order=3, anchor=anchor, x=x, y=y)
