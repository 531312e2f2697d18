"""What can go wrong with an avatar."""

from studio.model.errors import StudioError


class AvatarError(StudioError):
    """An avatar can't be loaded, driven or drawn; the sentence is for the anchor."""


class BootError(StudioError):
    """This process can't do what it was started for."""
