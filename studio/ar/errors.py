"""What can go wrong here and a person can do something about."""

from studio.model.errors import StudioError


class ArError(StudioError):
    """Tracking can't be done."""
