"""Why the room refused something, in the window's language.

A room's own sentences are English, and there is a code beside each for programs to tell them
apart by::

    refusal({"type": "refused", "code": "slow_mode", "retry_ms": 4_200})  # "Slow mode: … in 5 s."
"""

from studio.app.words import later, tr
from studio.ipc.message import Message

_WAIT = {
    "muted": later("You are muted for another {seconds} s."),
    "slow_mode": later("Slow mode: speak again in {seconds} s."),
    "too_fast": later("That was too fast. Try again in {seconds} s."),
    "banned": later("You may not be in this room for another {seconds} s."),
}
_BRIEF = {
    "muted": later("You are muted now."),
    "slow_mode": later("Slow mode: wait a moment before you speak again."),
    "too_fast": later("That was too fast. Wait a moment."),
    "banned": later("You may not be in this room now."),
    "unwanted": later("That was not sent: it is against the rules of this room. Say it otherwise."),
    "not_allowed": later("Your role in this room does not allow that."),
    "guest": later("Guests may not do that. Sign in to the room first."),
    "not_here": later("You are not in the room now. The window comes back to it by itself."),
    "unknown_danmaku": later("This danmaku is no longer there."),
    "already_done": later("That is done already."),
    "too_many": later("There are too many of them in this room already."),
    "room_full": later("The room is full."),
    "busy": later("The room is very busy. Try again in a moment."),
    "not_kept": later("The room can't write anything down now, so it did not do that. Try again."),
    "away": later("The room's server is away for a moment. Try again."),
    "restart": later("The room's server starts anew. Try again in a moment."),
    "unreachable": later("The room can't be reached now."),
}


def refusal(answer: Message) -> str:
    """Return a sentence for who asked; what has an unknown code says what the room says."""
    code, retry_ms = str(answer.get("code", "")), answer.get("retry_ms")
    if code in _WAIT and isinstance(retry_ms, int) and retry_ms > 0:
        return tr(_WAIT[code], seconds=-(-retry_ms // 1_000))
    if code in _BRIEF:
        return tr(_BRIEF[code])
    said = str(answer.get("sentence") or "")
    return (
        tr("The room refused it: {sentence}", sentence=said) if said else tr("The room refused it.")
    )
