"""Guests by an SFU that exists, a Janus: beyond a number of guests, or where a line is bad.

A guest's page never speaks with Janus: signals go to link by the room as always, and link asks
Janus in his name (``janus_line``, ``video_room``).  So rooms, pins and secrets stay here.

Three connections are behind a relayed guest (``relayed``): his offer goes to Janus, which answers
it; link subscribes to what comes of that, by a connection of his own as for who is linked directly;
and Janus offers the programme to his page, which answers on a second connection.  The programme is
published into Janus once for all of them, with a stream of sound for each (``feed``): that is what
an SFU saves, as what comes from each must be decoded here either way.

Data channels go one way in a video room and to everybody, so what else is said on "control" goes as
signals.  Janus gone: its guests are called anew and directly (``sfu``), until it is back.

The room's id and secrets follow from the session's secret, so a link that was started anew finds
the room that it left behind in Janus and puts its own in that place.
"""
