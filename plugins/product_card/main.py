"""Product cards: the one that is asked for slides in at a side, and goes after a while.

Who has a script goes through it mark by mark: the panel says what is to be said, and each mark
shows its product.
"""

from cards import Card, cards_of
from script import UNKNOWN, Passage, passages_of

from studio.sdk import (
    Box,
    ControlUsed,
    Group,
    HotkeyPressed,
    NineSlice,
    Plugin,
    SceneShown,
    SettingsChanged,
    Spring,
    Started,
    Text,
    TextSettings,
    slide,
)

CARD = "card"
WIDTH, HEIGHT, PICTURE = 560, 190, 150
Y = 800.0
STEPS = {"next_mark": 1, "previous_mark": -1}

plugin = Plugin()
turn = 0
shown = -1
at = 0
"""Which passage of the script is said now."""
MOST_SHOWN = 1_000
"""Characters of a passage in the panel."""


def cards() -> list[Card]:
    """Return the products that there are."""
    return cards_of(plugin.settings["cards"])


def show(place: int) -> None:
    """Show a product in place of the one before."""
    global shown, turn
    if not 0 <= place < len(cards()):
        plugin.panel["status"].value = f"没有第 {place + 1} 个商品"
        return
    card, shown, turn = cards()[place], place, turn + 1
    draw(card)
    plugin.panel["status"].value = f"{place + 1}. {card.name}"
    if plugin.settings["stay_s"]:
        mine = turn
        plugin.after(plugin.settings["stay_s"], lambda: hide() if turn == mine else None)


def draw(card: Card) -> None:
    """Let the card slide in from its side."""
    is_left = plugin.settings["side"] == "left"
    outside, inside = (-WIDTH, 40 + WIDTH / 2) if is_left else (1920 + WIDTH, 1880 - WIDTH / 2)
    plugin.canvas.remove(CARD)
    plugin.canvas.put(CARD, Group(), x=slide(outside, inside, 450, "back_out"), y=Y)
    back = Box(width=WIDTH, height=HEIGHT, color="#fffaf2f2", radius_px=24)
    plugin.canvas.put("card back", back, parent=CARD)
    left = -WIDTH / 2 + 28
    if card.picture:
        # A nine-slice without corners is stretched as a whole: a square, whatever size it has.
        picture = NineSlice(
            file=card.picture, width=PICTURE, height=PICTURE, left=0, top=0, right=0, bottom=0
        )
        middle = left + PICTURE / 2
        plugin.canvas.put("card picture", picture, parent=CARD, order=1, x=middle, y=0)
        left += PICTURE + 24
    rows = (("name", card.name, 40, "#2b2118", -48), ("words", card.words, 26, "#7a6a58", 4))
    for name, text, size, color, y in (*rows, ("price", card.price, 44, "#e0392b", 56)):
        words = Text(text=TextSettings(text=text, size_px=size, color=color))
        plugin.canvas.put(f"card {name}", words, parent=CARD, order=1, anchor=(0, 0.5), x=left, y=y)
    plugin.canvas.move("card price", scale=Spring(to=1.12, stiffness=120, damping=8))


def hide() -> None:
    """Let the card go."""
    global shown
    shown = -1
    plugin.canvas.remove(CARD)
    plugin.panel["status"].value = ""


def passages() -> list[Passage]:
    """Return the script."""
    return passages_of(plugin.settings["script"], cards())


@plugin.on(Started)
@plugin.on(SettingsChanged)
def prompt(_: object = None) -> None:
    """Say in the panel what is said now, and what comes then."""
    global at
    script = passages()
    at = min(at, len(script) - 1)
    for control, place in (("script", at), ("coming", at + 1)):
        said = f"{script[place].mark}{script[place].words}" if place < len(script) else ""
        plugin.panel[control].value = said[:MOST_SHOWN]
    plugin.panel["next_mark"].is_enabled = len(script) > 1
    plugin.panel["previous_mark"].is_enabled = at > 0


def go(step: int) -> None:
    """Go to another mark and do what it says; from the last one to the beginning."""
    global at
    script = passages()
    if at + step < 0:
        return
    at = (at + step) % len(script)
    prompt()
    passage = script[at]
    if passage.place >= 0:
        show(passage.place)
        return
    hide()
    if passage.place == UNKNOWN:
        plugin.panel["status"].value = f"没有商品{passage.mark}"


@plugin.on(SceneShown)
def follow(event: SceneShown) -> None:
    """Show the product that belongs to the scene, if one does."""
    for place, card in enumerate(cards()):
        if card.scene and card.scene == event.scene:
            show(place)
            return


@plugin.on(ControlUsed)
def use(used: ControlUsed) -> None:
    """Do what a button says."""
    if used.control == "show":
        show(int(plugin.panel["number"].value) - 1)
    elif used.control == "hide":
        hide()
    elif used.control in STEPS:
        go(STEPS[used.control])


@plugin.on(HotkeyPressed)
def press(pressed: HotkeyPressed) -> None:
    """Show the next product, from the first again after the last; or none; or go on."""
    if pressed.hotkey == "hide":
        hide()
    elif pressed.hotkey in STEPS:
        go(STEPS[pressed.hotkey])
    elif cards():
        show((shown + 1) % len(cards()))
