"""Inputs of ours whose own pictures the studio that we visit may ask for, by their names.

By the control channel of two studios that are linked: ``inputs`` from the one that visits, once
it is open and when that changes; ``want`` from the other, with all that it shows at the moment;
``lines`` from the first, which part of the connection carries which::

    inputs = StudioInputs(bring)
    inputs.hear(peer, {"type": "want", "inputs": ["Camera", "Top"]})
    inputs.ring("Camera", ring_name)        # the engine's answer to ``bring``
"""

from collections.abc import Callable

from studio.ipc.message import Message
from studio.link.input_pictures import InputPictures
from studio.link.peer import Peer
from studio.link.studio_peer import StudioPeer


class StudioInputs:
    """See the module; belongs to the process's loop.

    Args:
        bring: Has the engine bring the ring of an input of ours, or no longer.
    """

    def __init__(self, bring: Callable[[str, bool], None]) -> None:
        self._bring = bring
        self._pictures: dict[str, InputPictures] = {}

    def ring(self, name: str, ring: str) -> None:
        """Take the ring of an input of ours, which somebody looks at."""
        if name in self._pictures:
            self._pictures[name].use(ring)

    def hear(self, peer: Peer, message: Message) -> None:
        """Take what a studio wants: strangers' words."""
        match message:
            case {"type": "want", "inputs": list(names)} if isinstance(peer, StudioPeer):
                offered = [each for each in dict.fromkeys(peer.offers) if each in names]
                peer.carry({name: self._of(name) for name in offered})

    def _of(self, name: str) -> InputPictures:
        if name not in self._pictures:
            self._pictures[name] = InputPictures(name, self._bring)
        return self._pictures[name]
