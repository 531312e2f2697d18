"""Thanks for gifts in the room, once for each run of equal ones."""

from studio.sdk import Combo, Plugin

MAX_WAITING = 30

plugin = Plugin()
waiting: list[str] = []


@plugin.on(Combo)
def note(combo: Combo) -> None:
    """Let the thanks wait for their turn: one may speak once a second."""
    if combo.coins >= plugin.settings["from_coins"]:
        waiting.append(f"谢谢 {combo.by[:12]} 的 {combo.name}×{combo.count}")
        del waiting[:-MAX_WAITING]


@plugin.every(1.2)
def thank() -> None:
    """Say the next thanks."""
    if waiting:
        plugin.say(waiting.pop(0))
