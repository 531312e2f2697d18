"""Counts the newest run of gifts up in large figures, which bump with each gift."""

from studio.sdk import Combo, Gift, Plugin, Spring, Text, TextSettings, slide

plugin = Plugin()
run = ""


@plugin.on(Gift)
def count(gift: Gift) -> None:
    """Show the figure, large for a moment."""
    global run
    run = gift.combo
    color = "#ffd54a" if gift.milestone else "#ffffff"
    style = TextSettings(text=f"×{gift.combo_count}", size_px=150, color=color, outline_px=8)
    plugin.canvas.put("count", Text(text=style), x=1600, y=420, scale=1.8, opacity=1)
    plugin.canvas.move("count", scale=Spring(to=1, stiffness=300, damping=16))


@plugin.on(Combo)
def end(combo: Combo) -> None:
    """Let it go when the run that is shown is over."""
    if combo.combo == run:
        plugin.canvas.move("count", opacity=slide(1, 0, 500))
