"""What can be wrong with the store."""

from studio.model.errors import StudioError


class StoreError(StudioError):
    """The store can't be used, or not now."""
