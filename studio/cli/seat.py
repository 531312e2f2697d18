"""The command line's line to a session's room client: what it asks, and how handoffs stand.

::

    seat = Seat(address, on_told=events.put)
    answer = seat.ask({"type": "publish"})
    seat.hand_over("take", engine=…, confirm_after_s=5)      # SeatError says why not
    seat.close()
"""

import itertools
import queue
import threading
from collections.abc import Callable

from studio.ipc.channel import Channel
from studio.ipc.errors import ChannelError
from studio.ipc.message import Message
from studio.model.errors import StudioError
from studio.supervisor.run_dir import run_dir
from studio.supervisor.session_file import find_session
from studio.supervisor.user_folder import plugins_on

ANSWER_S = 60.0


class SeatError(StudioError):
    """The room client does not do what it was asked for."""


class Seat:
    """See the module.

    Args:
        address: Where the room client listens.
        on_told: Called in the connection's thread with each ``handoff`` message, and with
            ``room_gone`` when the line has ended.

    Raises:
        SeatError: If it can't be reached.
    """

    def __init__(self, address: str, on_told: Callable[[Message], None]) -> None:
        session = find_session(run_dir())
        if session is None:
            raise SeatError("The session was ended.")
        self._on_told = on_told
        self._numbers = itertools.count(1)
        self._turn = threading.Lock()  # what is typed comes in a thread of its own
        self._answers: queue.SimpleQueue[Message] = queue.SimpleQueue()
        try:
            self._channel = Channel.connect(
                address,
                role="client",
                secret=session.secret,
                on_message=self._take,
                on_close=lambda channel, reason: on_told({"type": "room_gone", "why": reason}),
            )
        except ChannelError as error:
            raise SeatError(f"The room client can't be reached: {error}") from error

    def ask(self, question: Message) -> Message:
        """Ask something and return the answer.

        Raises:
            SeatError: If none comes, or it is a sentence.
        """
        with self._turn:
            number = next(self._numbers)
            self._channel.send({**question, "id": number})
            try:
                while (answer := self._answers.get(timeout=ANSWER_S)).get("id") != number:
                    pass
            except queue.Empty:
                raise SeatError("The room client does not answer.") from None
        if sentence := answer.get("sentence"):
            raise SeatError(str(sentence))
        return answer

    def hand_over(self, do: str, **more: object) -> Message:
        """Have something done about a handoff; see ``studio/room_client/handoff/desk.py``.

        Raises:
            SeatError: Why it is not done.
        """
        here: Message = {"run_dir": str(run_dir()), "plugins": list(plugins_on())}
        return self.ask({"type": "handoff_do", "do": do, **here, **more})

    @property
    def is_closed(self) -> bool:
        """Whether the room client is gone."""
        return self._channel.is_closed

    def close(self) -> None:
        """Hang up."""
        self._channel.close()

    def _take(self, channel: Channel, message: Message) -> None:
        if message["type"] in ("handoff", "room_state"):
            self._on_told(message)
        elif message["type"] in ("handoff_done", "published", "shown"):
            self._answers.put(message)
