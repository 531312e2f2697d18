"""Who somebody is: signed tokens, invitations, the operator's key, stream keys.

Everything is derived from one file, ``DATA/secret``, that edge and relay both read,
so that neither asks the other.  What must be takeable back at once (the session of
a browser) is not signed but kept, as a hash, in the store.

- ``secret``: the file, and its rotation;
- ``tokens``: who somebody is for ten minutes, or may publish to a room's stream;
- ``invitations``: links that make somebody an anchor, a moderator or a guest;
- ``stream_key``: what an encoder like OBS publishes with;
- ``operator_key``: what the one who runs the server signs in with;
- ``refresh``: what a browser keeps to get the next token.
"""
