"""The studio's side of a room server: danmaku, gifts and the show in, captions and the show out.

A process of its own, so that a room that is slow or gone costs the stream nothing.  App,
plugin host and link subscribe on its channel; danmaku never passes through the engine.

It knows the room's protocol as JSON objects, not as the server's models: a studio of today
may speak to a server of tomorrow, and passes on what it does not know.
"""
