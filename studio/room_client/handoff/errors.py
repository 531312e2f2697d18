"""Why a handoff ends before the cut: nothing was changed on air then."""

from studio.model.errors import StudioError


class HandoverError(StudioError):
    """It can't go on."""
