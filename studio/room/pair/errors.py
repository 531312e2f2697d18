"""What goes wrong with edge and relay together."""

from studio.model.errors import StudioError


class PairError(StudioError):
    """The room server can't run."""
