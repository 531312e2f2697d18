"""What can go wrong between the processes of one machine."""

from studio.model.errors import StudioError


class IpcError(StudioError):
    """The root of this package's errors."""


class RingError(IpcError):
    """A shared memory ring can't be made, or is not what its name says."""


class MessageError(IpcError):
    """A peer sent something that is not a message."""


class ChannelError(IpcError):
    """A connection can't be made, or its peer did not keep to the protocol."""


class ChildError(IpcError):
    """A supervised process did not start or was not started as it must be."""
