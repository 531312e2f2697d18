"""Everybody votes once, by saying the number of a choice."""

from studio.sdk import ControlUsed, Danmaku, Plugin, Text, TextSettings

MAX_VOTERS = 100_000

plugin = Plugin()
votes: dict[str, int] = {}


def choices() -> list[str]:
    """Return what can be chosen."""
    return [line.strip() for line in str(plugin.settings["choices"]).splitlines() if line.strip()]


def show() -> None:
    """Show each choice with its votes."""
    given = list(votes.values())
    for number, choice in enumerate(choices()[:9], 1):
        text = f"{number}. {choice[:16]}  {given.count(number)} 票"
        words = Text(text=TextSettings(text=text, size_px=44, outline_px=3))
        plugin.canvas.put(f"choice {number}", words, anchor=(0, 0), x=1300, y=200 + 64 * number)


@plugin.on(ControlUsed)
def start(_: ControlUsed) -> None:
    """Begin anew."""
    votes.clear()
    show()


@plugin.on(Danmaku)
def vote(danmaku: Danmaku) -> None:
    """Count a number that is one of a choice; a person's last one holds."""
    said = danmaku.text.strip()
    if said.isascii() and said.isdigit() and 1 <= int(said) <= len(choices()):
        if danmaku.user in votes or len(votes) < MAX_VOTERS:
            votes[danmaku.user] = int(said)
        show()
