"""Fills a bar with the coins of all gifts; what was reached is kept until the next show."""

from studio.sdk import Box, ControlUsed, Gift, Plugin, Spring, Started, Text, TextSettings

WIDTH = 800

plugin = Plugin()


def show() -> None:
    """Let the bar grow to where it belongs."""
    total, goal = plugin.storage.get("coins", 0), plugin.settings["goal"]
    words = TextSettings(text=f"{total} / {goal}", size_px=30, outline_px=3)
    plugin.canvas.put("words", Text(text=words), order=2, x=960, y=60)
    plugin.canvas.move("full", scale_x=Spring(to=min(1.0, total / goal), damping=20))


@plugin.on(Started)
def start(_: Started) -> None:
    """Put an empty bar, and a full one over it that is not seen yet."""
    for name, color in (("empty", "#00000099"), ("full", "#ff4d6d")):
        bar = Box(width=WIDTH, height=44, color=color, radius_px=12)
        plugin.canvas.put(name, bar, anchor=(0, 0.5), x=960 - WIDTH / 2, y=60)
    plugin.canvas.move("full", scale_x=0)
    show()


@plugin.on(Gift)
def give(gift: Gift) -> None:
    """Count it."""
    plugin.storage["coins"] = plugin.storage.get("coins", 0) + gift.coins
    show()


@plugin.on(ControlUsed)
def begin_anew(_: ControlUsed) -> None:
    """Count from nothing."""
    plugin.storage["coins"] = 0
    show()
