"""What to say at the stage after each join, so that a lost line costs nobody their place.  Pure.

The anchor's studio says that it is there; one that asked to come on another's stage asks again::

    staging = Staging(secret)
    staging.acted(action, answer)            # whatever a subscriber did
    for action in staging.after_joining(you): …
"""

import hashlib
import hmac

from studio.ipc.message import Message


class Staging:
    """One room's.

    Args:
        secret: Of the session: what is made of it names this studio, after a restart too.
    """

    def __init__(self, secret: str) -> None:
        self._key = hmac.new(secret.encode(), b"stage", hashlib.sha256).hexdigest()[:32]
        self._asked: Message | None = None

    def completed(self, action: Message) -> Message:
        """Return an action with the name of this studio, where it takes one."""
        return {**action, "key": self._key} if action.get("type") == "stage_host" else action

    def acted(self, action: Message, answer: Message) -> None:
        """Note what somebody did and what came of it."""
        if answer.get("type") != "accepted":
            return
        if action.get("type") == "stage_ask":
            self._asked = {"type": "stage_ask", "kind": action.get("kind")}
        elif action.get("type") == "stage_leave":
            self._asked = None

    def heard(self, event: Message) -> None:
        """Note whether we were put off the stage."""
        if event.get("type") == "stage" and event.get("you") is None and event.get("reason"):
            self._asked = None

    def after_joining(self, you: object) -> list[Message]:
        """Return what is to be said now."""
        is_anchor = isinstance(you, dict) and you.get("role") == "anchor"
        said: list[Message] = [self.completed({"type": "stage_host"})] if is_anchor else []
        return [*said, self._asked] if self._asked else said
