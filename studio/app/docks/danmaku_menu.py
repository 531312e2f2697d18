"""What the anchor may do with a line of danmaku and with who wrote it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from studio.app.docks.danmaku_row import RANKS, DanmakuRow
from studio.app.docks.refusals import refusal
from studio.app.studio import Studio
from studio.app.theme import icon
from studio.app.words import later, tr
from studio.ipc.message import Message

HOUR_S = 3600
MUTES = (
    (later("10 minutes"), 600),
    (later("1 hour"), HOUR_S),
    (later("1 day"), 24 * HOUR_S),
    (later("30 days"), 30 * 24 * HOUR_S),
)


@dataclass(frozen=True, slots=True)
class RowActions:
    """What the menu leaves to the dock."""

    reply: Callable[[], object]
    pin: Callable[[], object]


def make_menu(studio: Studio, row: DanmakuRow, actions: RowActions, parent: QWidget) -> QMenu:
    """Return the menu of a line; what our role does not allow is not in it."""
    menu = QMenu(parent)
    menu.addAction(icon("corner-down-left"), tr("&Reply"), actions.reply)
    menu.addAction(icon("pin"), tr("&Pin"), actions.pin)
    copied = f"{row.name}: {row.text}"
    menu.addAction(icon("copy"), tr("&Copy"), lambda: QGuiApplication.clipboard().setText(copied))
    if may_moderate(studio.room.you, row):
        menu.addSeparator()
        _add_moderation(studio, row, menu)
    return menu


def may_moderate(you: object, row: DanmakuRow) -> bool:
    """Tell whether our role is above that of who wrote it, and a moderator's at least."""
    role = str(you.get("role", "")) if isinstance(you, dict) else ""
    mine = RANKS.get(role, 0)
    return row.number > 0 and mine >= RANKS["moderator"] and mine > row.rank


def _add_moderation(studio: Studio, row: DanmakuRow, menu: QMenu) -> None:
    def act(action: Message) -> None:
        studio.room.act(action, lambda answer: _say_refusal(studio, answer))

    if row.is_hidden:
        menu.addAction(
            icon("eye"),
            tr("&Show it again"),
            lambda: act({"type": "hide", "danmaku": row.number, "is_hidden": False}),
        )
    else:
        menu.addAction(
            icon("eye-off"),
            tr("&Hide it from everybody"),
            lambda: act({"type": "hide", "danmaku": row.number, "is_hidden": True}),
        )
    mute = menu.addMenu(icon("volume-off"), tr("&Mute {name}", name=short(row.name)))
    for words, seconds in MUTES:
        action = mute.addAction(tr(words))
        action.triggered.connect(
            lambda _=False, seconds=seconds: act(
                {"type": "mute", "user": row.user, "duration_s": seconds, "reason": ""}
            )
        )
    mute.addSeparator()
    mute.addAction(
        tr("Let them speak again"),
        lambda: act({"type": "mute", "user": row.user, "duration_s": 0, "reason": ""}),
    )
    menu.addAction(
        icon("door-open"),
        tr("Put {name} &out for a day", name=short(row.name)),
        lambda: act({"type": "ban", "user": row.user, "duration_s": 24 * HOUR_S, "reason": ""}),
    )


def short(name: str) -> str:
    """Return a name that a menu has room for; an ampersand in it is no mnemonic."""
    name = name if len(name) <= 20 else name[:19] + "…"
    return name.replace("&", "&&")


def _say_refusal(studio: Studio, answer: Message) -> None:
    if answer.get("type") == "refused":
        studio.say("warning", refusal(answer))
