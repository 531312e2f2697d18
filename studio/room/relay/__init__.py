"""The programme's way to viewers and platforms; a process of its own.

It needs the edge for nothing while it runs: who may publish is proved by tokens that
both can check.  Data flows one way::

    RTMP, WebSocket ─► tags ─► stream (pure: active, standby, slate, one line of time)
                                  │
                     station ─────┼─► viewer: HTTP-FLV, WebSocket-FLV (gop: where newcomers begin)
                                  ├─► segments, boxes, playlist: LL-HLS, in memory
                                  │   captions: WebVTT beside it, of what the edge tells
                                  └─► onward: one unbroken publish to each platform

No media is decoded here: what strangers send is read by a few bytes, with limits.  Where a
publisher is to go on that does not fit what is on air, and its owner says so, a process of its
own makes it fit (``transcode``), watched by ``transcoding``.
Tried and left: PyAV's muxers (they overwrite decoder configurations, and a part of
HLS could not end at an exact picture), and a player's own catching up (a newcomer
would begin a whole group of pictures behind; see ``gop``).
"""
