"""The room of a session: edge and relay on this computer, kept by a child of the supervisor.

The session's programs ask on its channel where the room is; ``room_server`` messages say
so.  For phones and guests in the same network it listens there, with HTTPS, if the boot
message asks for that.  It outlives its supervisor for a moment, as everything does that is live.
"""
