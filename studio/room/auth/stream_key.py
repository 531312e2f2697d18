"""The stream key of a room: what OBS and other encoders publish with.

It stays the same until the secret is rotated, so that it can be typed into an
encoder once; and nobody keeps it, as it follows from secret and room.
"""

import base64
import hashlib
import hmac

from studio.room.auth.secret import Key, Secret

_CHARACTERS = 32  # 160 bits


def stream_key(secret: Secret, room: str) -> str:
    """Return the key to publish to a room's stream with."""
    return _made_with(secret.current(), room)


def is_stream_key(secret: Secret, room: str, given: str, now_s: int) -> bool:
    """Return whether this is the room's key, or was until a rotation just now."""
    candidate = given.encode()
    matches = [
        hmac.compare_digest(_made_with(key, room).encode(), candidate)
        for key in secret.proving(now_s)
    ]
    return any(matches)


def _made_with(key: Key, room: str) -> str:
    digest = hmac.digest(key.key, f"stream:{room}".encode(), hashlib.sha256)
    return base64.b32encode(digest).decode().lower()[:_CHARACTERS]
