"""What can go wrong with a voice."""

from studio.model.errors import StudioError


class VoiceError(StudioError):
    """A voice can't be made clean."""
