"""A second studio's cameras: it says which it offers, the other asks for one by its name.

By the control channel of two studios that are linked: ``inputs`` from the one that visits, once
it is open; ``want`` from the other, with the name of one of them, or "" for the programme::

    inputs = StudioInputs(shown_by=peers.shown_by, bring=…)
    inputs.wish(channel, "Camera")         # an input of ours shows that one of another studio
    inputs.hear(peer, message)             # of a control channel
    inputs.look()                          # now and then
"""

from collections.abc import Callable, Iterable

from studio.ipc.message import Message
from studio.link.input_pictures import InputPictures
from studio.link.peer import Peer
from studio.link.studio_peer import StudioPeer

MOST_INPUTS = 32
MOST_NAME = 128
PROGRAMME = ""


class StudioInputs:
    """See the module; belongs to the process's loop.

    Args:
        shown_by: Returns the peer that one of our inputs shows.
        bring: Has the engine bring the ring of an input of ours, or no longer.
    """

    def __init__(
        self, shown_by: Callable[[object], Peer | None], bring: Callable[[str, bool], None]
    ) -> None:
        self._shown_by = shown_by
        self._bring = bring
        self._wishes: dict[object, str] = {}
        self._offered: dict[str, tuple[str, ...]] = {}
        self._asked: dict[str, str] = {}
        self._pictures: dict[str, InputPictures] = {}

    def offered(self, peer: str) -> tuple[str, ...]:
        """Return what a studio offers besides its programme."""
        return self._offered.get(peer, ())

    def wish(self, watcher: object, name: str) -> None:
        """Take which picture an input of ours is to show of a studio."""
        self._wishes[watcher] = name
        self.look()

    def forget(self, watcher: object) -> None:
        """An input of ours has gone."""
        self._wishes.pop(watcher, None)

    def ring(self, name: str, ring: str) -> None:
        """Take the ring of an input of ours, which somebody looks at."""
        if name in self._pictures:
            self._pictures[name].use(ring)

    def hear(self, peer: Peer, message: Message) -> None:
        """Take what a studio says: strangers' words."""
        match message:
            case {"type": "inputs", "inputs": list(names)} if peer.kind == "studio":
                self._offered[peer.id] = tuple(_names(names))
                self._asked.pop(peer.id, None)  # a new line: it shows the programme at first
                self.look()
            case {"type": "want", "input": str(name)} if isinstance(peer, StudioPeer):
                if name == PROGRAMME or name in peer.offers:
                    peer.send_pictures_of(self._of(name) if name else None)

    def look(self) -> None:
        """Ask each studio for the picture that is to be shown of it."""
        for watcher, name in self._wishes.items():
            peer = self._shown_by(watcher)
            if peer is None or peer.id not in self._offered:
                continue
            wanted = name if name in self._offered[peer.id] else PROGRAMME
            if self._asked.get(peer.id, PROGRAMME) != wanted:
                self._asked[peer.id] = wanted
                peer.say_control({"type": "want", "input": wanted})

    def _of(self, name: str) -> InputPictures:
        if name not in self._pictures:
            self._pictures[name] = InputPictures(name, self._bring)
        return self._pictures[name]


def _names(told: Iterable[object]) -> list[str]:
    names = [each for each in told if isinstance(each, str) and 0 < len(each) <= MOST_NAME]
    return names[:MOST_INPUTS]
