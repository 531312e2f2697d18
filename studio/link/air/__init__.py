"""A phone on air alone: its picture by WebRTC, as it was encoded, into the room's relay.

A process beside the room's edge, which outlives it: whoever is on air stays there.  The edge
tells which phones stand by and passes their signals on (``process``); each phone has a
connection and a publish of its own (``phone``).  H.264 goes through as it came, with the times
that the phone gave it (``pictures``, ``times``); Opus becomes AAC (``sounds``), as platforms
take no other; where no sound comes there is silence, so that the programme always has both.

It stands by at the relay like any other device.  The relay takes it when the studio dies, or
when the anchor says so, from its next key frame on, which the phone is asked for by PLI.
"""
