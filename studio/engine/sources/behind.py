"""What lies behind people on a camera: an image's or a video's source, but for its placeholder.

A card that says what is wrong is no background: while the file can't be shown there is no
picture, and the filter blurs the room instead.
"""

from studio.engine.picture import Picture
from studio.engine.sources.source import Health, Source, SourceState


class BehindSource:
    """A source without a placeholder.

    Args:
        source: Shows the file; closed with this one.
    """

    def __init__(self, source: Source) -> None:
        self._source = source

    @property
    def state(self) -> SourceState:
        """As the file's."""
        return self._source.state

    def want(self, width: int, height: int) -> None:
        """Say how large it is shown at most."""
        self._source.want(width, height)

    def request(self, due_ns: int) -> None:
        """Start what must be made for a tick."""
        self._source.request(due_ns)

    def latch(self, due_ns: int) -> Picture | None:
        """Return the newest picture that is due, or None while the file can't be shown."""
        picture = self._source.latch(due_ns)
        return None if self._source.state.health is Health.FAILED else picture

    def close(self) -> None:
        """Close the file's source."""
        self._source.close()
