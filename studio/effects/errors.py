"""What can go wrong while effects are drawn."""

from studio.model.errors import StudioError


class EffectError(StudioError):
    """A content can't be drawn; the sentence is for its author."""


class BootError(StudioError):
    """This process can't do what it was started for."""
