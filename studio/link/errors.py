"""What can go wrong in linking, as sentences for whom it concerns."""

from studio.model.errors import StudioError


class LinkError(StudioError):
    """A peer can't be linked, or not in the way it asks for."""
