"""How hearing what is said goes, told whenever it goes otherwise.

state = HearingState(tell)
state.want(True)                    # loading
state.hear("running", "")           # listening
state.fall_behind(2_500)            # behind, until it has nearly caught up
state.now
"""

from collections.abc import Callable

from studio.model.events import CaptionHealth, CaptionsState

BEHIND_MS, CAUGHT_UP_MS = 2_000, 1_000


class HearingState:
    """See the module; belongs to one thread.

    Args:
        tell: Told each state that is another than before.

    Attributes:
        now: How it goes.
    """

    def __init__(self, tell: Callable[[CaptionsState], object]) -> None:
        self._tell = tell
        self._is_wanted = False
        self._health = ""  # of the process
        self._reason = ""
        self._is_behind = False
        self.now = CaptionsState(health="off")

    def want(self, is_wanted: bool) -> None:
        """Take note of whether somebody is to be heard."""
        if is_wanted != self._is_wanted:
            self._is_wanted = is_wanted
            self._health, self._reason, self._is_behind = "", "", False
        self._settle()

    def hear(self, health: str, reason: str) -> None:
        """Take note of what the process says, or what became of it."""
        self._health, self._reason = health, reason
        if health == "failed":
            self._is_behind = False
        self._settle()

    def fall_behind(self, behind_ms: int) -> None:
        """Take note of how far it is behind."""
        self._is_behind = behind_ms >= (CAUGHT_UP_MS if self._is_behind else BEHIND_MS)
        self._settle()

    def _settle(self) -> None:
        now = CaptionsState(health=self._health_now(), reason=self._reason_now())
        if now != self.now:
            self.now = now
            self._tell(now)

    def _health_now(self) -> CaptionHealth:
        if not self._is_wanted:
            return "off"
        if self._health == "failed":
            return "failed"
        if self._health != "running":
            return "loading"
        return "behind" if self._is_behind else "listening"

    def _reason_now(self) -> str:
        return self._reason if self._is_wanted and self._health == "failed" else ""
