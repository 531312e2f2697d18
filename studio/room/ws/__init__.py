"""The WebSocket edge: connections, and frames that are made once for all of them.

picows on uvloop does the protocol in C.  What was measured and shaped this package:

- A room's frame is one ``bytearray`` that every connection sends from, header included:
  no copy for each, and no write buffer that grows in each.
- An idle connection costs about 11 KB instead of picows' 28: a read buffer of 2 KB,
  one response object for all handshakes, no logger and no request kept for each.
- A flush goes in slices, so that ten thousand sockets do not hold up the loop.
- Only connections that fell behind (the transport says so) are asked how much waits.

``handshake``, ``messages`` and ``frames`` are pure.  ``crowd`` holds the connections
of one room, ``edge`` all of them, ``server`` listens.
"""
