"""A lottery: who says a word within a time takes part, and anybody can check the draw.

The seed's SHA-256 is shown and said before, the seed after; the list of entries is kept as a
text (``lots`` says how a round is drawn and checked).  A round that is open when the plugin or
the studio falls goes on where it was.
"""

import secrets
from dataclasses import replace

from lots import Entry, Round, commitment, drawn, from_text, to_text
from screen import begin, leave, show_open, show_won

from studio.sdk import ControlUsed, Danmaku, Gift, HotkeyPressed, Plugin, Started

MAX_ENTRIES = 5_000
MOST_TICKETS = 50
SHOW_WON_S = 20.0
PAST_ROUNDS = 20

plugin = Plugin()
opened: Round | None = None
entries: dict[str, Entry] = {}
coins: dict[str, int] = {}
sayings: list[str] = []
ends_s = 0.0


def start() -> None:
    """Open a round, unless one is open."""
    global opened, ends_s
    if opened is not None:
        return
    seed = secrets.token_hex(32)
    settings, number = plugin.settings, int(plugin.storage.get("number", 0)) + 1
    opened = Round(number, settings["prize"], int(settings["winners"]), commitment(seed))
    entries.clear()
    coins.clear()
    ends_s = plugin.now_s() + int(settings["window_s"])
    plugin.storage["number"], plugin.storage["seed"] = number, seed
    keep()
    begin(plugin.canvas)
    sayings.append(f"发送「{settings['keyword']}」抽 {opened.prize}。SHA-256 {opened.commitment}")
    show()


def keep() -> None:
    """Keep the round as it is now, for the next start."""
    if opened is not None:
        plugin.storage["open"] = to_text(replace(opened, entries=tuple(entries.values())))
        plugin.storage["left_s"] = max(0.0, ends_s - plugin.now_s())


def show() -> None:
    """Show how many take part, on the stream and in the panel."""
    if opened is None:
        return
    now = replace(opened, entries=tuple(entries.values()))
    show_open(plugin.canvas, now, plugin.settings["keyword"], round(ends_s - plugin.now_s()))
    plugin.panel["status"].value = f"{len(entries)} 人已参加"


def draw() -> None:
    """Close the round, and show who has won."""
    global opened
    if opened is None:
        return
    done = drawn(replace(opened, entries=tuple(entries.values())), plugin.storage["seed"])
    opened = None
    plugin.storage["last"] = to_text(done)
    names = [entries[user].name for user in done.winners]
    past = [*plugin.storage.get("past", []), {"round": done.number, "won": names}]
    plugin.storage["past"] = past[-PAST_ROUNDS:]
    forget()
    show_won(plugin.canvas, done)
    sayings.append(f"中奖：{'、'.join(names)[:60] or '没有人'}。种子 {done.seed}")
    plugin.panel["status"].value = f"中奖：{'、'.join(names)[:200] or '没有人参加'}"
    plugin.after(SHOW_WON_S, lambda: leave(plugin.canvas) if opened is None else None)


def cancel() -> None:
    """Close the round with nobody drawn."""
    global opened
    if opened is not None:
        opened = None
        forget()
        leave(plugin.canvas)
        plugin.panel["status"].value = "已取消"


def forget() -> None:
    """Keep nothing more of an open round."""
    for key in ("open", "seed", "left_s"):
        plugin.storage.pop(key, None)


ORDERS = {"start": start, "draw": draw, "cancel": cancel}


@plugin.on(Started)
def go_on(_: Started) -> None:
    """Go on with the round that was open, if one was."""
    global opened, ends_s
    if "open" in plugin.storage:
        kept = from_text(plugin.storage["open"])
        opened = replace(kept, entries=())
        entries.update({entry.user: entry for entry in kept.entries})
        ends_s = plugin.now_s() + float(plugin.storage.get("left_s", 0.0))
        begin(plugin.canvas)
        show()


@plugin.on(Danmaku)
def enter(danmaku: Danmaku) -> None:
    """Let somebody take part who says the word."""
    if opened is None or not danmaku.user or danmaku.role == "anchor":
        return
    is_said = plugin.settings["keyword"].strip().lower() in danmaku.text.lower()
    if is_said and danmaku.user not in entries and len(entries) < MAX_ENTRIES:
        name = " ".join(danmaku.by.split())[:24]
        tickets = tickets_of(danmaku.user, danmaku.fan_level)
        entries[danmaku.user] = Entry(danmaku.user, tickets, name)


@plugin.on(Gift)
def give(gift: Gift) -> None:
    """Count what somebody gives meanwhile; who takes part already may get more tickets."""
    if opened is None or not gift.user:
        return
    if gift.user in coins or len(coins) < MAX_ENTRIES:
        coins[gift.user] = coins.get(gift.user, 0) + gift.coins
    if entry := entries.get(gift.user):
        tickets = max(entry.tickets, tickets_of(gift.user, gift.fan_level))
        entries[gift.user] = replace(entry, tickets=tickets)


def tickets_of(user: str, fan_level: int) -> int:
    """Return how many tickets somebody has."""
    of_fan = plugin.settings["fan_tickets"] if fan_level else 0
    of_gifts = coins.get(user, 0) // 100 * plugin.settings["gift_tickets"]
    return int(min(1 + of_fan + of_gifts, MOST_TICKETS))


@plugin.every(1.0)
def look() -> None:
    """Show and keep what is new, and draw when it is time."""
    if opened is None:
        return
    if plugin.now_s() >= ends_s:
        draw()
    else:
        show()
        keep()


@plugin.every(1.2)
def speak() -> None:
    """Say what waits to be said: one may speak once a second."""
    if sayings:
        plugin.say(sayings.pop(0))


@plugin.on(ControlUsed)
def use(used: ControlUsed) -> None:
    """Do what a button says."""
    ORDERS[used.control]()


@plugin.on(HotkeyPressed)
def press(pressed: HotkeyPressed) -> None:
    """Do what a hotkey says."""
    ORDERS[pressed.hotkey]()
