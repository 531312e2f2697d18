"""RTMP and FLV as values: bytes in, events out; no socket, clock or thread.

Why our own: FFmpeg's client holds the GIL while it connects, blocks for good on
a frozen peer, overwrites decoder configurations, and knows nothing of Enhanced
RTMP's reconnect request.  Pushing is what this program is for.

``url`` reads addresses, ``flv`` makes tag bodies (the engine uses these two),
``client`` publishes, ``server`` accepts a publish, and below them are
``connection`` (control messages), ``chunks`` (framing), ``handshake`` and
``amf0``.  All that a peer sends is limited, and whatever it sends wrongly is an
RtmpError, never another exception and never growing memory.
"""
