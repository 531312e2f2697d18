"""PK: the bar on the stream, as long as rooms fight; each room sees itself at the left."""

from dataclasses import replace

import bar
from words import WORDS, clock, result

from studio.sdk import Battle, Plugin, SettingsChanged

RESULT_S = 6.0
URGENT_S = 10.0

plugin = Plugin()
battle: Battle | None = None
ends_s = heard_s = leaves_s = 0.0
is_shown = False


def words() -> dict[str, str]:
    """Return the words of the language that is set."""
    return WORDS[plugin.settings["language"]]


@plugin.on(Battle)
def take(told: Battle) -> None:
    """Show a battle that is fought; one that is asked for is the anchor's matter."""
    global battle, ends_s, heard_s, leaves_s, is_shown
    before, battle = battle, told
    heard_s = plugin.now_s()
    ends_s = heard_s + told.left_s
    if told.phase == "fight" and not is_shown:
        is_shown, leaves_s = True, 0.0
        bar.begin(plugin.canvas, told, plugin.settings["y_px"])
    if told.phase in ("forfeit", "over") and before is not None and before.phase == "fight":
        bar.tell_result(plugin.canvas, result(told, words()), plugin.settings["y_px"])
        leaves_s = heard_s + RESULT_S
    if told.phase == "over" and is_shown and leaves_s == 0.0:
        leaves_s = heard_s
    draw()


def draw() -> None:
    """Show how it stands."""
    if battle is None:
        return
    left_s = ends_s - plugin.now_s()
    text = clock(battle, left_s, words())
    if battle.phase == "asked":
        text = f"{words()['asked']} {text}"
    plugin.panel["status"].value = words()["over"] if battle.phase == "over" else text
    if not is_shown:
        return
    passed_s = plugin.now_s() - heard_s
    sides = tuple(
        side if side.lost_s is None else replace(side, lost_s=max(0.0, side.lost_s - passed_s))
        for side in battle.sides
    )
    now = replace(battle, sides=sides)
    bar.show(plugin.canvas, now, words(), has_best=plugin.settings["show_best"])
    is_urgent = battle.phase == "fight" and left_s <= URGENT_S
    shown = words()["over"] if battle.phase == "over" else text
    bar.tell_clock(plugin.canvas, shown, is_urgent=is_urgent)


@plugin.every(0.5)
def look() -> None:
    """Let the clock run; take the result off, and all of it when the forfeit is over."""
    global battle, is_shown, leaves_s
    if battle is None:
        return
    draw()
    if leaves_s and plugin.now_s() >= leaves_s:
        plugin.canvas.remove(bar.RESULT)
        leaves_s = 0.0
        if battle.phase == "over":
            bar.leave(plugin.canvas)
            battle, is_shown = None, False
            plugin.panel["status"].value = words()["none"]


@plugin.on(SettingsChanged)
def change(_: SettingsChanged) -> None:
    """Stand where it is to stand now."""
    if is_shown and battle is not None:
        bar.begin(plugin.canvas, battle, plugin.settings["y_px"])
        draw()
