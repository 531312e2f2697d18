"""rtmp's asyncio edge: sockets, TLS, time-outs and the bounded queue of a publish.

Shared by the push process and the room's relay.  The transport is driven by its
protocol callbacks instead of a writer task: a tag that finds the socket free
goes out in one send without waking anything, which is what keeps a push at
about one percent of a core.
"""
