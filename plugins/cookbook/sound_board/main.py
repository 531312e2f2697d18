"""Plays short sounds by buttons and hotkeys; all else is softer meanwhile."""

from studio.sdk import ControlUsed, HotkeyPressed, Plugin

SOUNDS = ("tada", "wrong")

plugin = Plugin()


def play(name: str) -> None:
    """Play a sound as loud as the slider says."""
    volume_db = float(plugin.panel["volume"].value)
    plugin.play(f"{name}.wav", volume_db=volume_db, duck_db=-9)


@plugin.on(HotkeyPressed)
def press(pressed: HotkeyPressed) -> None:
    """Play what the keys are for."""
    play(pressed.hotkey)


@plugin.on(ControlUsed)
def use(used: ControlUsed) -> None:
    """Play what the button is for."""
    if used.control in SOUNDS:
        play(used.control)
