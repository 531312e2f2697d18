"""rtmp's asyncio edge: sockets, TLS, time-outs and the bounded queue of a publish.

Shared by the push process and the room's relay.  ``destination`` keeps one
destination live: it reconnects (``delays`` says when) and makes one unbroken
stream of whatever its feeders give (``intake``: headers first, on a key frame,
time never going back).  ``publisher`` is one connection.  The transport is driven by its
protocol callbacks instead of a writer task: a tag that finds the socket free
goes out in one send without waking anything, which is what keeps a push at
about one percent of a core.
"""

from studio.publish.errors import Cause, PublishError
from studio.publish.publisher import Moved, Publisher
from studio.publish.queue import MediaTag
from studio.rtmp.errors import AddressError
from studio.rtmp.flv import Tag
from studio.rtmp.url import RtmpUrl

__all__ = [
    "AddressError",
    "Cause",
    "MediaTag",
    "Moved",
    "PublishError",
    "Publisher",
    "RtmpUrl",
    "Tag",
]
