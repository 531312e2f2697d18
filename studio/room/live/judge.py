"""The danmaku filter as a room sees it, and the one of a server that has none."""

from typing import Protocol

from studio.room.rules.verdict import Kind, Verdict


class Judge(Protocol):
    """A danmaku filter."""

    async def judge(self, text: str) -> Verdict:
        """Return what is to be done with a text; never raises, never waits long."""


class PassAll:
    """The filter of a server that has none."""

    async def judge(self, text: str) -> Verdict:
        """Let everything pass."""
        return Verdict(Kind.PASS, text)
