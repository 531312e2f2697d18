"""The list of small gifts below the banners: a line each, the newest at the bottom.

What comes faster than lines can be read is counted, and said in the log.
"""

from dataclasses import dataclass, field

from banner import FONT, LEFT_PX, RIGHT_PX
from icons import icon_of
from sayings import Sayings

from studio.sdk import Canvas, Gift, Group, Text, TextSettings, shorten, slide

MOST = 4
STAY_S = 4.0
BETWEEN_S = 0.35
STEP_PX, SIZE_PX = 46.0, 28


@dataclass
class Lines:
    """See the module.

    Attributes:
        y: Of the newest one's middle.
    """

    canvas: Canvas
    sayings: Sayings
    y: float = 880.0
    is_right: bool = False
    _shown: list[tuple[str, float]] = field(default_factory=list)
    _number: int = 0
    _next_s: float = 0.0

    def add(self, gift: Gift, now_s: float) -> None:
        """Show a gift in a line, or count it if too many come."""
        if now_s < self._next_s:
            self.sayings.add("line", "A gift came too fast to be shown.", gift.count)
            return
        self._next_s = now_s + BETWEEN_S
        self._number += 1
        name = f"line {self._number}"
        for place, (other, _) in enumerate(reversed(self._shown), 1):
            self.canvas.move(other, y=self.y - place * STEP_PX)
        self._shown.append((name, now_s + STAY_S))
        while len(self._shown) > MOST:
            self.canvas.remove(self._shown.pop(0)[0])
        self._put(name, gift)

    def due(self, now_s: float) -> None:
        """Take off those whose time is over."""
        while self._shown and now_s >= self._shown[0][1]:
            self.canvas.remove(self._shown.pop(0)[0])

    def clear(self) -> None:
        """Take all of them off."""
        for name, _ in self._shown:
            self.canvas.remove(name)
        self._shown.clear()

    def _put(self, name: str, gift: Gift) -> None:
        text = f"{shorten(gift.by, 16)}  送出 {shorten(gift.name, 12)} {icon_of(gift.kind)}"
        style = TextSettings(
            text=f"{text} ×{gift.combo_count}",
            font=FONT,
            size_px=SIZE_PX,
            color="#ffffff",
            outline_px=2,
            outline_color="#101428c0",
            direction="ltr",
        )
        x, anchor = (RIGHT_PX, 1.0) if self.is_right else (LEFT_PX, 0.0)
        self.canvas.put(name, Group(), x=x, y=slide(self.y + 20, self.y, 200), order=150)
        self.canvas.move(name, opacity=slide(0, 1, 200))
        self.canvas.put(f"{name} text", Text(text=style), parent=name, anchor=(anchor, 0.5))
