"""Danmaku on the picture: flying in lanes without touching, or still at the top and bottom.

Where more come than there is room for, some are chosen: fairly, and by who says them
(choosing.py).  What is said is never kept longer than it is of use, so that a storm of
them costs what a full picture costs.
"""

from screen import Screen

from studio.sdk import ControlUsed, Danmaku, Gift, Plugin, SettingsChanged, Started

LOOK_S = 0.1
COUNT_S = 2.0

plugin = Plugin()
screen = Screen(plugin)


@plugin.on(Started)
def start(_: Started) -> None:
    """Begin with what the user has set."""
    screen.set_up()
    plugin.every(LOOK_S)(screen.look)
    plugin.every(COUNT_S)(count)


@plugin.on(SettingsChanged)
def set_up(_: SettingsChanged) -> None:
    """Go on as the user wants it now."""
    screen.set_up()


@plugin.on(Danmaku)
def hear(danmaku: Danmaku) -> None:
    """Let it be chosen."""
    screen.hear(danmaku)


@plugin.on(Gift)
def note(gift: Gift) -> None:
    """Know who gave: what they say comes first."""
    screen.note_giver(gift.user or gift.by)


@plugin.on(ControlUsed)
def use(used: ControlUsed) -> None:
    """Clear the picture."""
    if used.control == "clear":
        screen.clear()


def count() -> None:
    """Say how many were shown of all that came."""
    if "counts" in plugin.panel:
        plugin.panel["counts"].value = f"{screen.shown:,} / {screen.heard:,}"
