"""What can go wrong here and a person can do something about."""

from studio.model.errors import StudioError


class ArError(StudioError):
    """Tracking can't be done."""


class ModelError(ArError):
    """A model is missing, or is not what it should be."""


class FetchError(ArError):
    """A model can't be fetched."""
