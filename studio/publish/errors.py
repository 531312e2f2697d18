"""Why a publish did not begin or did not go on."""

from enum import Enum

from studio.model.errors import StudioError
from studio.rtmp.url import RtmpUrl


class Cause(Enum):
    """What happened, for those who decide whether to try again."""

    HOST = "no such host"
    UNREACHABLE = "not reachable"
    CERTIFICATE = "certificate"
    TLS = "tls"
    TIMEOUT = "time-out"
    PROTOCOL = "not rtmp"
    KEY = "stream key refused"
    REFUSED = "connection refused by rtmp"
    CLOSED = "closed by the server"
    STALLED = "takes no more data"


class PublishError(StudioError):
    """A publish failed; the text is a sentence without the key.

    Attributes:
        cause: What happened.
        moved_to: Where the server sent us instead of taking the publish.
    """

    def __init__(self, cause: Cause, sentence: str, moved_to: RtmpUrl | None = None) -> None:
        super().__init__(sentence)
        self.cause = cause
        self.moved_to = moved_to
