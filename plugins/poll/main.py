"""A poll: viewers vote by saying a number or a choice, and bars show how it stands."""

from ballot import Ballot, choices_of
from screen import begin, leave, show

from studio.sdk import ControlUsed, Danmaku, HotkeyPressed, Plugin

PAST_POLLS = 50

plugin = Plugin()
ballot: Ballot | None = None
ends_s: float | None = None
is_new = False


def start() -> None:
    """Ask anew, in place of what was asked before."""
    global ballot, ends_s
    settings = plugin.settings
    choices = choices_of(settings["choices"])
    if len(choices) < 2:
        plugin.panel["status"].value = "至少要有两个选项"
        return
    ballot = Ballot(choices, may_change=settings["may_change"])
    ends_s = plugin.now_s() + settings["window_s"]
    begin(plugin.canvas, settings["question"], choices)
    tell()
    listed = " ".join(f"{number}.{choice}" for number, choice in enumerate(choices, 1))
    plugin.say(f"{settings['question']} {listed}"[:150])


def tell() -> None:
    """Show how it stands, on the stream and in the panel."""
    global is_new
    is_new = False
    if ballot is None:
        return
    left_s = 0 if ends_s is None else max(0, round(ends_s - plugin.now_s()))
    state = f"还剩 {left_s // 60}:{left_s % 60:02d}" if ends_s is not None else "已结束"
    show(plugin.canvas, ballot, state)
    plugin.panel["status"].value = f"{ballot.total} 票 · {state}"


def close() -> None:
    """End it, and say what came of it."""
    global ends_s
    if ballot is None or ends_s is None:
        return
    ends_s = None
    tell()
    pairs = zip(ballot.choices, ballot.counts, strict=True)
    result = {"question": plugin.settings["question"], "votes": dict(pairs)}
    plugin.storage["past"] = [*plugin.storage.get("past", []), result][-PAST_POLLS:]
    won = "、".join(ballot.leaders) or "没有人投票"
    plugin.after(1.2, lambda: plugin.say(f"投票结果：{won}"[:150]))


def hide() -> None:
    """End it, and take it off the stream."""
    global ballot
    close()
    ballot = None
    leave(plugin.canvas)
    plugin.panel["status"].value = ""


ORDERS = {"start": start, "close": close, "hide": hide}


@plugin.on(Danmaku)
def vote(danmaku: Danmaku) -> None:
    """Count it, if it names a choice while the poll is open."""
    global is_new
    if ballot is not None and ends_s is not None and danmaku.user:
        is_new |= ballot.vote(danmaku.user, danmaku.text)


@plugin.every(0.5)
def look() -> None:
    """Show what is new, twice a second at most; end it when it is time."""
    if ends_s is None:
        return
    if plugin.now_s() >= ends_s:
        close()
    elif is_new or round((ends_s - plugin.now_s()) * 2) % 2 == 0:
        tell()


@plugin.on(ControlUsed)
def use(used: ControlUsed) -> None:
    """Do what a button says."""
    ORDERS[used.control]()


@plugin.on(HotkeyPressed)
def press(pressed: HotkeyPressed) -> None:
    """Do what a hotkey says."""
    ORDERS[pressed.hotkey]()
