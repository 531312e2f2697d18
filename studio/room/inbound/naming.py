"""What people of another platform are called here.  Pure.

Their ids begin with the platform's name, so that nobody there can be taken for somebody
here; an id that is no id for us is replaced by a digest of it.
"""

import hashlib
import re

from studio.room.inbound.foreign import Sender
from studio.room.protocol.values import Person

MAX_NAME = 64
_OURS = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
_DIGEST = 32


def person(platform: str, sender: Sender) -> Person:
    """Return somebody as the room sees them."""
    user = f"{platform}:{sender.user}"
    if not sender.user or not _OURS.fullmatch(user):
        known = sender.user or sender.name
        user = f"{platform}:{hashlib.sha256(known.encode()).hexdigest()[:_DIGEST]}"
    return Person(user=user, name=short(sender.name, platform))


def short(text: str, otherwise: str) -> str:
    """Return a text that fits where a name is wanted."""
    return text.strip()[:MAX_NAME].strip() or otherwise
