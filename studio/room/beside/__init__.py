"""The room of a session: edge and relay on this computer, kept by a child of the supervisor.

The session's programs ask on its channel where the room is; ``room_server`` messages say
so.  It outlives its supervisor for a moment, as everything does that is live.
"""
