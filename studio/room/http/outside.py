"""Acting in a room without a connection to it: pages of moderators, encoders that go live."""

from studio.room.protocol.actions import Action
from studio.room.protocol.events import Refused
from studio.room.protocol.values import Person
from studio.room.rules.outcome import Outcome
from studio.room.rules.refusal import Code
from studio.room.rules.room import Room


def act_from_outside(live: Room, person: Person, action: Action, now_ms: int) -> Outcome:
    """Act for somebody who may have no connection to the room, and is no viewer then."""
    outcome = live.act(person.user, action, now_ms)
    if not isinstance(outcome.reply, Refused) or outcome.reply.code != Code.NOT_HERE:
        return outcome
    came = live.join(person, now_ms)
    if isinstance(came.reply, Refused):
        return came
    outcome = live.act(person.user, action, now_ms)
    live.leave(person.user, now_ms)
    return outcome
