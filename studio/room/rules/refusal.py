"""Why something is not done: raised by the rules before anything changes, answered by the room."""

from enum import StrEnum

from studio.model.errors import StudioError
from studio.room.protocol.events import Refused


class Code(StrEnum):
    """What programs and pages tell refusals apart by."""

    NOT_ALLOWED = "not_allowed"
    NOT_HERE = "not_here"
    GUEST = "guest"
    MUTED = "muted"
    BANNED = "banned"
    SLOW_MODE = "slow_mode"
    UNWANTED = "unwanted"
    UNKNOWN_GIFT = "unknown_gift"
    OWN_GIFT = "own_gift"
    NO_RECEIVER = "no_receiver"
    UNKNOWN_DANMAKU = "unknown_danmaku"
    NOT_OPEN = "not_open"
    ALREADY_OPEN = "already_open"
    ALREADY_DONE = "already_done"
    UNKNOWN_CHOICE = "unknown_choice"
    NO_ENTRY = "no_entry"
    BAD_CONDITION = "bad_condition"
    ROOM_FULL = "room_full"
    TOO_MANY = "too_many"
    UNKNOWN_RULES = "unknown_rules"
    UNKNOWN_BATTLE = "unknown_battle"
    BAD_TEAMS = "bad_teams"
    UNFIT = "unfit"
    INVITATION_NEEDED = "invitation_needed"
    WRONG_KIND = "wrong_kind"
    STAGE_FULL = "stage_full"
    SEAT_TAKEN = "seat_taken"
    REFUSED_LATELY = "refused_lately"
    UNKNOWN_PEER = "unknown_peer"
    NOT_ON_STAGE = "not_on_stage"
    NOT_ACCEPTED = "not_accepted"
    PEER_LOST = "peer_lost"
    STUDIO_AWAY = "studio_away"
    TOO_FAST = "too_fast"
    HOST_TAKEN = "host_taken"


class RefusalError(StudioError):
    """Something is not done.

    Args:
        sentence: For the person who asked.
        retry_ms: In how many milliseconds it may be tried again, if it may.
    """

    def __init__(self, code: Code, sentence: str, retry_ms: int | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.retry_ms = retry_ms

    def reply(self, action_id: str) -> Refused:
        """Return the answer to an action."""
        return Refused(
            id=action_id, code=self.code.value, sentence=self.sentence, retry_ms=self.retry_ms
        )
