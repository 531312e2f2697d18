"""Shows how loud the programme is: a bar that moves smoothly, ten times a second anew."""

from studio.sdk import AudioLevel, Box, Plugin, Spring, Started

WIDTH, HEIGHT = 400, 18
QUIET_DB = -50.0

plugin = Plugin()


@plugin.on(Started)
def start(_: Started) -> None:
    """Put the bar over a dark one of its full length."""
    for name, color in (("track", "#00000080"), ("level", "#35d07f")):
        bar = Box(width=WIDTH, height=HEIGHT, color=color, radius_px=6)
        plugin.canvas.put(name, bar, anchor=(0, 0.5), x=40, y=40)
    plugin.canvas.move("level", scale_x=0)


@plugin.on(AudioLevel)
def show(level: AudioLevel) -> None:
    """Let the bar go to where it belongs."""
    share = min(1.0, max(0.0, 1 - level.rms_db / QUIET_DB))
    plugin.canvas.move("level", scale_x=Spring(to=share, stiffness=400, damping=40))
