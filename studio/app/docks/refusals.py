"""Why the room refused something, in the window's language.

A room's own sentences are English, and there is a code beside each for programs to tell them
apart by::

    refusal({"type": "refused", "code": "slow_mode", "retry_ms": 4_200})  # "Slow mode: … in 5 s."
"""

from studio.app.words import language, later, tr
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

_NAMELESS = {
    "unknown_gift": later("There is no such gift."),
    "own_gift": later("You can't give yourself a gift."),
    "no_receiver": later("Gifts go to the anchor, or to a guest who is on stage."),
    "not_open": later("That is over, or has not begun."),
    "already_open": later("One is still going on: end it first."),
    "unknown_choice": later("There is no such choice."),
    "no_entry": later("The conditions for taking part are not met."),
    "bad_condition": later("Say which phrase lets people take part."),
    "unknown_rules": later("There are no such battle rules."),
    "unknown_battle": later("That room is not in the battle."),
    "bad_teams": later("These rules take another number of rooms."),
    "in_battle": later("That room is in a battle already."),
    "unfit": later("That device can't take over this stream."),
    "invitation_needed": later("That takes a link of yours: make one first."),
    "wrong_kind": later("That link is for something else: make another."),
    "stage_full": later("The stage is full: remove somebody first."),
    "seat_taken": later("That seat is taken: choose another."),
    "refused_lately": later("They were sent away just now: wait a moment."),
    "unknown_peer": later("They are not at the stage any more."),
    "not_on_stage": later("They are not on the stage."),
    "not_accepted": later("They still wait: let them in first."),
    "peer_lost": later("They have lost the connection: wait for their return."),
    "studio_away": later("The studio is not at the room just now. It comes back by itself."),
    "host_taken": later("Another studio of yours has the guests and cameras. Take over there."),
}
"""Said where the room's own sentence, which names names, is in another language."""


def refusal(answer: Message) -> str:
    """Return a sentence for who asked; what has an unknown code says what the room says."""
    code, retry_ms = str(answer.get("code", "")), answer.get("retry_ms")
    if code in _WAIT and isinstance(retry_ms, int) and retry_ms > 0:
        return tr(_WAIT[code], seconds=-(-retry_ms // 1_000))
    if code in _BRIEF:
        return tr(_BRIEF[code])
    said = str(answer.get("sentence") or "")
    if code in _NAMELESS and (not said or language() != "en"):
        return tr(_NAMELESS[code])
    return (
        tr("The room refused it: {sentence}", sentence=said) if said else tr("The room refused it.")
    )
