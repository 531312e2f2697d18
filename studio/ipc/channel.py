"""Messages between processes, for programs that use threads.

``send`` never waits: what the socket does not take at once is queued up to a
bound, and beyond it messages are refused and counted.  All that arrives is
handled in one I/O thread.  A peer that sends garbage or nothing is cut off with
a sentence, and the others notice nothing::

    server = ChannelServer(address, name="push-1", secret=secret, on_message=handle)
    server.start()

    channel = Channel.connect(address, role="engine", secret=secret,
                              on_message=handle, on_close=lambda channel, reason: ...)
    channel.send({"type": "open"})
    channel.close()
"""

from studio.ipc.channel_server import ChannelServer, OnConnect
from studio.ipc.connection import Channel, OnClose, OnMessage

__all__ = ["Channel", "ChannelServer", "OnClose", "OnConnect", "OnMessage"]
