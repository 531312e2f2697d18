"""What can go wrong in RTMP, told in sentences."""

from studio.model.errors import StudioError


class RtmpError(StudioError):
    """The peer sent something that is not RTMP, or more than we allow."""


class AddressError(StudioError):
    """An address to publish to cannot be understood; never holds the stream key."""
