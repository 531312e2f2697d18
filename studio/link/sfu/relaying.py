"""Which guests are linked by the SFU, and when: beyond a number, or where a line is bad.

::

    relaying = Relaying(sfu)
    connection = relaying.connection(peer, others, …)    # None: directly
    relaying.look(peer)                                  # now and then
"""

from collections.abc import Callable, Iterable

from studio.link.connection import Connection
from studio.link.media import PeerMedia
from studio.link.peer import Peer
from studio.link.sfu.sfu import Sfu

GUEST = "guest"


class Relaying:
    """See the module; belongs to the process's loop.

    Args:
        sfu: Of the session.
    """

    def __init__(self, sfu: Sfu) -> None:
        self._sfu = sfu

    def connection(
        self,
        peer: Peer,
        others: Iterable[Peer],
        media: PeerMedia,
        on_state: Callable[[str], None],
        on_control: Callable[[object], None],
    ) -> Connection | None:
        """Return the connection of a guest by the SFU, None if he is to be linked directly."""
        if peer.kind != GUEST:
            return None
        return self._sfu.connection(
            peer.id,
            sum(_is_direct(each) for each in others),
            media=media,
            name=peer.ring_name,
            send=peer.say,
            on_state=on_state,
            on_control=on_control,
        )

    def look(self, peer: Peer) -> None:
        """Have a guest call again whose direct line has been bad for a while."""
        connection = peer.connection
        if connection is None or not _is_direct(peer) or not peer.is_connected:
            return
        if self._sfu.is_line_bad(peer.id, connection.received, connection.missed):
            peer.say({"type": "bye", "again": True})

    def forget(self, id: str) -> None:
        """A peer has gone."""
        self._sfu.forget(id)


def _is_direct(peer: Peer) -> bool:
    connection = peer.connection
    return peer.kind == GUEST and connection is not None and not connection.is_relayed
