"""Makes of one publisher's stream what is on air; a process of the relay's, one for each.

The relay decodes nothing that strangers send.  This does, in a process of its own: a decoder
that crashes costs the relay a line in its log, and the one publisher a picture or two, as the
next one waits loaded::

    relay ─► tags, FLV ─► intake ─► picture: decoded, onto the programme's frame grid, scaled
                             │               with bars, H.264 without B-frames
                             └────► sound: as it is where it fits, else AAC; silence where none is
    relay ◄─ tags, FLV ◄────────────── both keep the times that the publisher gave them

Both pipes carry FLV; a script tag is a word between the two (``words``).  It begins with a line
that says what is on air (``studio.room.relay.target``), and ends with its standard input.  When
it is too slow, tags wait in a bounded queue: pictures are decoded and not encoded, then given up
up to the next key frame, and what is left out is told.  Sound goes on, so both stay in step.
"""
