"""What can go wrong with an encoder, as sentences for the person who goes live."""

from studio.model.errors import StudioError


class EncoderError(StudioError):
    """An encoder can't do what the settings ask of it."""
