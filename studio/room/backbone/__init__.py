"""How the edges that hold connections and the homes that hold rooms speak.

An edge knows connections, frames and which room each connection is in; a home
knows members and gives bytes.  All that passes between them is in ``sides``:
calls that return at once and answer by a call in the other direction, so that it
does not matter whether the other side is in this process (``in_process``) or not.

Packing messages into frames is the edge's work, as its sockets are what costs:
a home gives each batch away the moment it exists.
"""
