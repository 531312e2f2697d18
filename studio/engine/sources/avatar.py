"""The pictures of an avatar, and what its process must be told besides.

The process may die at any time; a new one is told all of it anew::

    source = AvatarSource("Cat", secret=secret)
    source.use(told(settings, collection_path))
    source.follow(tracker.ring)             # whenever that is another one
    source.hear(level_db)
"""

from studio.engine.sources.ring import RingSource
from studio.ipc.message import Message


class AvatarSource(RingSource):
    """See the module; all of it may be called from any thread.

    Args:
        name: What the source is called, for people.
        secret: What the process asks for.
    """

    def __init__(self, name: str, *, secret: str) -> None:
        super().__init__(name, secret=secret)
        self.follow("")

    def use(self, settings: Message) -> None:
        """Be as these settings say; see ``avatars.told``."""
        self._line.keep("settings", {"type": "settings", "settings": settings})

    def follow(self, ring: str) -> None:
        """Do what is seen in a ring of an AR process, "" for none."""
        self._line.keep("tracked", {"type": "tracked", "name": ring})

    def hear(self, level_db: float) -> None:
        """Tell how loud the microphone is."""
        self._line.tell({"type": "level", "db": level_db})

    def lagged(self, frames: int) -> None:
        """Tell that so many frames of the engine were late: it is to do less."""
        self._line.tell({"type": "lagged", "frames": frames})
