"""How the processes of one machine talk: rings for media, channels for messages.

``ring`` carries pictures and sound through shared memory, ``channel`` (threads)
and ``aio`` (asyncio) carry MessagePack messages over a local socket, and
``child`` is both sides of a supervised process.  Import the modules themselves:
the engine must not load asyncio, and a reader of rings needs no sockets.
"""
