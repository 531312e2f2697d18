"""What can go wrong here and a person can do something about."""

from studio.model.errors import StudioError


class CaptionsError(StudioError):
    """What is said can't be read."""


class RecogniserError(CaptionsError):
    """A recogniser can't be had with what lies here, or does not know a language."""
