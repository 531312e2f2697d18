"""What the user asks for who takes over."""

from dataclasses import dataclass, field
from typing import Literal

from studio.ipc.message import Message
from studio.room_client.handoff.around import Here
from studio.room_client.handoff.errors import HandoverError

Transcode = Literal["no", "ask", "yes"]
_MAX_TITLE = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """See the module.

    Attributes:
        here: This studio; its engine may come later.
        confirm_after_s: After so long of standing by it takes over without a word; None: never.
        patience_s: After so long without the other's answer it takes over all the same.
        title: Of the destination, as the window knows it.
        instead: Values of a ``LivePlan`` that are wanted otherwise than the other has them.
        transcode: Whether the server is to convert what is sent here, where it is not as what is
            on air: else that is an end, or is asked.
        own: Values of a ``LivePlan`` for an engine that is started where a phone is on air, which
            has nothing to give.
    """

    here: Here
    confirm_after_s: float | None = None
    patience_s: int = 15
    title: str = ""
    instead: dict[str, object] = field(default_factory=dict)
    transcode: Transcode = "no"
    own: dict[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, message: Message) -> "Wish":
        """Return what a subscriber wishes.

        Raises:
            HandoverError: If it makes no sense.
        """
        after_s, patience_s = message.get("confirm_after_s"), message.get("patience_s", 15)
        instead, title = message.get("instead", {}), message.get("title", "")
        transcode, own = message.get("transcode", "no"), message.get("own", {})
        if after_s is not None and not (isinstance(after_s, int | float) and 0 <= after_s <= 3600):
            raise HandoverError("It may take over by itself after 0 to 3600 seconds.")
        if not isinstance(patience_s, int) or not 0 <= patience_s <= 600:
            raise HandoverError("The other studio may be waited for up to 600 seconds.")
        if transcode not in ("no", "ask", "yes"):
            raise HandoverError("What does not fit is converted, or not, or that is asked.")
        if not (isinstance(instead, dict) and isinstance(own, dict) and isinstance(title, str)):
            raise HandoverError("What is wanted otherwise is not understood.")
        here = Here.of(message)
        return cls(here, after_s, patience_s, title[:_MAX_TITLE], instead, transcode, own)
