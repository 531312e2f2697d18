"""What the relay says no to, in sentences."""

from studio.model.errors import StudioError


class RelayError(StudioError):
    """The relay can't do what was asked."""


class AccessError(RelayError):
    """A token or stream key that does not open what it is used for; never holds it."""


class MediaError(RelayError):
    """A publisher sent media that nobody could play."""


class CrowdedError(RelayError):
    """There are more publishers or viewers than a room or the relay takes."""
