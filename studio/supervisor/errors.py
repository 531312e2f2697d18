"""What can go wrong with a session as a whole."""

from studio.model.errors import StudioError


class SupervisorError(StudioError):
    """A session can't be started, found or taken over."""
