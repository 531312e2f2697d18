"""The ears of all rooms at other platforms, for pages on every node: a room's home has its ear.

The keys go by the database, never by NATS::

    ears = NatsEars(feeds, questions)
    await ears.configure("1", keys)
    await ears.ear("1")
"""

from pydantic import TypeAdapter, ValidationError

from studio.model.errors import StudioError
from studio.room.backbone.nats_questions import NatsQuestions
from studio.room.inbound.feeds import Ear, Feeds
from studio.room.inbound.keys import Bilibili
from studio.room.live.desk import AwayError

EAR = "ear"

_ADAPTER = TypeAdapter(Ear)
_LOOK, _READ_AGAIN = b"look", b"read again"


class NatsEars:
    """See the module; ``Ears``.

    Args:
        here: The ears of the rooms whose home is this node.
    """

    def __init__(self, here: Feeds, questions: NatsQuestions) -> None:
        self._here = here
        self._questions = questions
        questions.answerers[EAR] = self._answer

    async def configure(self, room: str, keys: Bilibili | None) -> None:
        """Keep a room's keys, or forget them, and have its home do as they say.

        Raises:
            AwayError: If they can't be kept, or its home does not answer.
        """
        try:
            await self._here.keep(room, keys)
        except StudioError as error:
            raise AwayError from error
        await self._ask(room, _READ_AGAIN)

    async def ear(self, room: str) -> Ear:
        """Return how a room's ear does.

        Raises:
            AwayError: If its home does not answer.
        """
        return await self._ask(room, _LOOK)

    async def _ask(self, room: str, words: bytes) -> Ear:
        try:
            if answer := await self._questions.ask(EAR, room, words):
                return _ADAPTER.validate_json(answer)
        except (StudioError, ValidationError) as error:
            raise AwayError from error
        raise AwayError

    async def _answer(self, room: str, words: bytes) -> bytes:
        if words == _READ_AGAIN:
            await self._here.read_again(room)
        return _ADAPTER.dump_json(await self._here.ear(room))
