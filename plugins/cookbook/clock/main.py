"""Shows the time in a corner."""

from studio.sdk import Plugin, SettingsChanged, Started, Text, TextSettings

plugin = Plugin()
shown = ""


def show() -> None:
    """Put the time on the canvas, if it is another one now."""
    global shown
    how = "%H:%M:%S" if plugin.settings["seconds"] else "%H:%M"
    color = str(plugin.settings["color"])
    text = plugin.local_time().strftime(how)
    if (now := f"{text} {color}") != shown:
        shown = now
        words = Text(text=TextSettings(text=text, size_px=56, color=color, outline_px=3))
        plugin.canvas.put("clock", words, anchor=(1, 0), x=1880, y=32)


@plugin.on(Started)
def start(_: Started) -> None:
    """Show it, and again four times a second, so that no second is left out."""
    show()
    plugin.every(0.25)(show)


@plugin.on(SettingsChanged)
def change(_: SettingsChanged) -> None:
    """Show it as it is wanted now."""
    show()
