"""What can go wrong with an output, as sentences for the person who goes live."""

from studio.model.errors import StudioError


class OutputError(StudioError):
    """An output can't start or can't go on."""
