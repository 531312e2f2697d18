"""The room server: danmaku, gifts, shows and battles for rooms of 10,000, in one command.

Two processes.  The **edge** (``studio.room``) holds people: their WebSockets, the
HTTP API, the rules of each room, the ledger.  The **relay** (``studio.room.relay``)
holds the programme.  Neither waits for the other, so a killed edge costs the
picture nothing.

Data flows one way through the edge::

    socket ─► protocol.actions ─► live (one actor a room) ─► rules (pure) ─► events
                                      │ ▲                                      │
                                 filter, ledger                     history, one packed
                                      ▼ │                           frame for all sockets
                                    store

- ``protocol``: what may be said on the socket, as models; the published schemas come from them.
- ``rules``: what is allowed and what follows; no socket, clock or file inside, time is an argument.
- ``live``: the actor of each room, its history with epoch and offsets, lanes, the packer.
- ``ws``: the sockets, bounded queues; ``http``: REST, pages, operator.
- ``ledger``: gifts and wallets, exactly once; ``payment``: top-up behind a breaker.
- ``filter``: danmaku moderation; ``store``: everything else that is kept.
- ``backbone``: how nodes speak, in this process or by NATS.
- ``inbound``: danmaku and gifts of other platforms.

The stage (``rules.stage``, ``live.stage_lines``) lives where its room does: guests wait, are
let in and seated, phones come by the anchor's link, and what WebRTC has to say goes from one
connection to one other, unread and kept nowhere::

    page ─ stage_ask ─► queue ─ stage_accept ─► signals ◄─► "studio" (stage_host: room_client)

Who is let in keeps the seat over a lost line (15 s) and a killed edge; STUN and TURN are the
operator's (``auth.turn``, coturn's credentials of an hour).

A gift reaches the room only after its commit, and its event carries the ledger's
number, so that one sent twice after a crash is shown once.
"""
