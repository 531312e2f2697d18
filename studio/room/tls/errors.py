"""Errors of this package."""

from studio.model.errors import StudioError


class TlsError(StudioError):
    """There can be no HTTPS; says what to do."""
