"""Shows a card for everybody who joins the fan club: built once, stamped with each name."""

from studio.sdk import Box, Follow, Plugin, Text, TextSettings, slide

STAY_S = 4.0

plugin = Plugin()
waiting: list[Follow] = []
card = plugin.canvas.prefab()
card.put("bar", Box(width=620, height=120, color="#4a1d5ce6", radius_px=24))
card.put("who", Text(text=TextSettings(size_px=44)), order=1, y=-22)
card.put("what", Text(text=TextSettings(size_px=28, color="#ffb3d9")), order=1, y=32)


@plugin.on(Follow)
def note(follow: Follow) -> None:
    """Let those wait who are new."""
    if follow.fan_level == 1 and len(waiting) < 50:
        waiting.append(follow)


@plugin.every(STAY_S + 0.5)
def show() -> None:
    """Show the next card for a while."""
    if waiting:
        follow = waiting.pop(0)
        texts = {"who": follow.by[:12], "what": f"加入了粉丝团 {follow.club}"}
        card.stamp("card", texts=texts, x=960, y=slide(-80, 140, 600, "back_out"), opacity=1)
        plugin.after(STAY_S, lambda: plugin.canvas.move("card", opacity=slide(1, 0, 400)))
