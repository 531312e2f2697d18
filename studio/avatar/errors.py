"""What can go wrong with an avatar."""

from studio.model.errors import StudioError


class AvatarError(StudioError):
    """An avatar can't be loaded, driven or drawn; the sentence is for the anchor."""
