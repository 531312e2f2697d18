"""What battles say to a room's home, wherever that is."""

import logging

from pydantic import ValidationError

from studio.room.backbone.nats_questions import NatsQuestions
from studio.room.live.battle_words import ANSWER, Answer, Words

BATTLE = "battle"

_log = logging.getLogger(__name__)


class NatsBattles:
    """See the module; ``say`` is a ``Say``."""

    def __init__(self, questions: NatsQuestions) -> None:
        self._questions = questions

    async def say(self, room: str, words: Words) -> Answer | None:
        """Return what a room's home answers, None if there is no answer just now."""
        try:
            answer = await self._questions.ask(BATTLE, room, words.model_dump_json().encode())
            return ANSWER.validate_json(answer) if answer else None
        except ValidationError:
            _log.warning("What the home of room %s says of a battle can't be understood.", room)
        except Exception:  # the border to a room that is opened here for it: its store may fail
            _log.exception("Room %s can't be asked about its battle; it is tried again.", room)
        return None
