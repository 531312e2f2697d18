"""What can go wrong here and a person can do something about."""

from studio.model.errors import StudioError


class WeightsError(StudioError):
    """A model can't be had."""


class ModelError(WeightsError):
    """A model is missing, or is not what it should be."""


class FetchError(WeightsError):
    """A model can't be fetched."""
