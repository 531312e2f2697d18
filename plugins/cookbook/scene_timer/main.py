"""Shows one scene after the other, each for some minutes, while its switch is on."""

from studio.sdk import ControlUsed, Plugin, SceneShown

plugin = Plugin()
since_s = 0.0
on_air = ""


def names() -> list[str]:
    """Return the scenes that take turns."""
    return [line.strip() for line in str(plugin.settings["scenes"]).splitlines() if line.strip()]


@plugin.on(SceneShown)
@plugin.on(ControlUsed)
def begin(event: object) -> None:
    """Count from here; who changes the scene by hand gives it its whole time."""
    global since_s, on_air
    since_s = plugin.now_s()
    if isinstance(event, SceneShown):
        on_air = event.scene


@plugin.every(0.5)
def look() -> None:
    """Show the next one when it is time."""
    if not plugin.panel["is_on"].value or not names():
        return
    if plugin.now_s() - since_s >= plugin.settings["minutes"] * 60:
        turn = names()
        place = turn.index(on_air) + 1 if on_air in turn else 0
        plugin.show_scene(turn[place % len(turn)])
