"""Shows the last danmaku in a list: a new one comes from below, the others make room."""

from collections import deque

from studio.sdk import Danmaku, Plugin, Spring, Text, TextSettings

BOTTOM, LINE = 1000.0, 48.0
LONGEST = 24

plugin = Plugin()
shown: deque[str] = deque()
number = 0


@plugin.on(Danmaku)
def show(danmaku: Danmaku) -> None:
    """Put it at the bottom, and move all others up."""
    global number
    number += 1
    name = f"line {number}"
    shown.append(name)
    text = f"{danmaku.by[:10]}：{danmaku.text[:LONGEST]}"
    words = Text(text=TextSettings(text=text, size_px=34, color=danmaku.color, outline_px=2))
    plugin.canvas.put(name, words, anchor=(0, 0.5), x=40, y=BOTTOM + LINE, opacity=0)
    while len(shown) > plugin.settings["lines"]:
        plugin.canvas.remove(shown.popleft())
    for place, each in enumerate(reversed(shown)):
        plugin.canvas.move(each, y=Spring(to=BOTTOM - place * LINE), opacity=Spring(to=1))
