"""Gifts on the picture: lines, banners that count combos up, and effects over all of it.

How loudly a gift is shown follows from its price and from the run that it belongs to
(tiers.py); banners have lanes (lanes.py), full-screen effects a queue (stage.py), and
gifts that make up a recipe an effect of their own (recipes.py).  Effects are files
(library.py), so that anybody can make some.
"""

from director import Director

from studio.sdk import (
    ControlUsed,
    Danmaku,
    Follow,
    Gift,
    Plugin,
    SettingsChanged,
    Started,
)

LOAD_S = 2.0
"""Between two looks at whether effects were changed."""
TRIAL = Gift(0, "rocket", "火箭", 1, 10_001, "试一试", "", 1, 0, fan_level=12)

plugin = Plugin()
director = Director(plugin, plugin.shared.get("gifts", ()))


@plugin.on(Started)
def start(_: Started) -> None:
    """Begin with what there is."""
    director.set_up()
    director.load()
    director.warm_up(TRIAL)


@plugin.on(SettingsChanged)
def set_up(_: SettingsChanged) -> None:
    """Go on as the user wants it now."""
    director.set_up()


@plugin.on(Gift)
def take(gift: Gift) -> None:
    """Show a gift."""
    director.take(gift)


@plugin.on(Danmaku)
def hear(danmaku: Danmaku) -> None:
    """Note who wants no effects."""
    director.wishes.hear(danmaku)


@plugin.on(Follow)
def note(follow: Follow) -> None:
    """Learn what the fan club is called, for the badges."""
    director.club = follow.club or director.club


@plugin.on(ControlUsed)
def use(used: ControlUsed) -> None:
    """Do what a button of the panel says."""
    if used.control == "trial":
        director.take(TRIAL)
    elif used.control == "clear":
        director.clear()


plugin.every(0.1)(director.look)
plugin.every(LOAD_S)(director.load)
