"""Shows: from going live to the end, one at a time."""

from studio.room.protocol.actions import StartShow
from studio.room.protocol.events import ShowChanged
from studio.room.protocol.values import ShowState
from studio.room.rules.audience import Audience
from studio.room.rules.likes import Applause
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import ShowEnded, ShowStarted
from studio.room.rules.refusal import Code, RefusalError
from studio.room.rules.serial import Serial


class Shows:
    """The shows of one room.

    Args:
        show: The one that had not ended when the room was started again.
    """

    def __init__(
        self,
        room: str,
        serial: Serial,
        applause: Applause,
        audience: Audience,
        show: ShowState | None,
    ) -> None:
        self._room = room
        self._serial = serial
        self._applause = applause
        self._audience = audience
        self.show = show

    def start(self, action: StartShow, now_ms: int) -> Outcome:
        """Go live.

        Raises:
            RefusalError: If the room is.
        """
        if self.show:
            raise RefusalError(
                Code.ALREADY_OPEN, f"The show {self.show.title!r} is on: end it first."
            )
        self.show = ShowState(
            show=self._serial.name("show", now_ms),
            title=action.title,
            category=action.category,
            started_ms=now_ms,
        )
        self._applause.begin_anew()
        self._audience.begin_anew()
        return Outcome(
            events=(ShowChanged(show=self.show),),
            records=(ShowStarted(self._room, self.show, now_ms),),
        )

    def end(self, now_ms: int) -> Outcome:
        """Be live no longer.

        Raises:
            RefusalError: If the room is not.
        """
        if self.show is None:
            raise RefusalError(Code.NOT_OPEN, "No show is on.")
        ended = self.show.model_copy(update={"ended_ms": now_ms})
        self.show = None
        record = ShowEnded(self._room, ended, self._applause.total, self._audience.peak, now_ms)
        return Outcome(events=(ShowChanged(show=ended),), records=(record,))
