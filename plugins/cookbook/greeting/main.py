"""Welcomes who comes to the room, one after the other."""

from studio.sdk import Entered, Plugin, Text, TextSettings, slide

STAY_S = 3.0
MAX_WAITING = 20

plugin = Plugin()
waiting: list[str] = []


@plugin.on(Entered)
def come(entered: Entered) -> None:
    """Let the name wait for its turn; in a full house some are left out."""
    waiting.append(entered.by[:12])
    del waiting[:-MAX_WAITING]


@plugin.every(STAY_S)
def greet() -> None:
    """Show the next name, or nothing."""
    plugin.canvas.remove("greeting")
    if waiting:
        text = str(plugin.settings["words"]).replace("{name}", waiting.pop(0))
        words = Text(text=TextSettings(text=text, size_px=44, outline_px=3))
        plugin.canvas.put("greeting", words, anchor=(0, 0.5), x=slide(-600, 60, 400), y=980)
