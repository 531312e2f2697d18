"""The linked peers among the inputs, and the one process that links them.

It runs while there is an input that shows a peer.  Signals come by the session's room client,
which somebody else starts: where that listens is passed on::

    links = Links(processes, secret=secret, epoch_ns=epoch_ns, on_ended=…)
    source, sound = links.open("Phone", settings)
    links.update(inputs, sources)           # their settings may have changed
    source.close()                          # the last one ends the process

Belongs to the main thread.
"""

from collections.abc import Callable, Iterable, Mapping

from studio.engine.mixer.ring_input import RingInput
from studio.engine.processes import Processes
from studio.engine.sources.link import LinkSource
from studio.engine.sources.ring import RingSource
from studio.engine.sources.source import Source
from studio.model.kinds_link import LinkSettings
from studio.model.scene import Input

NAME = "link"
ROOM_CLIENT = "room_client"
ROOM_VISIT = "room_visit"
"""A room client that has us on another studio's stage."""


class Links:
    """See the module.

    Args:
        processes: Starts the process.
        secret: Of the channel.
        epoch_ns: When the session began.
        on_ended: Told each source whose process died, and why.
    """

    def __init__(
        self,
        processes: Processes,
        *,
        secret: str,
        epoch_ns: int,
        on_ended: Callable[[RingSource, str], None],
    ) -> None:
        self._processes = processes
        self._secret = secret
        self._epoch_ns = epoch_ns
        self._on_ended = on_ended
        self._sources: list[LinkSource] = []
        self._address = ""
        self._room = self._visit = ""
        self._on_process: Callable[[str], None] = lambda address: None
        self._on_minus: Callable[[LinkSource, bool], None] = lambda source, is_wanted: None
        processes.hear_of(ROOM_CLIENT, self._room_ready)
        processes.hear_of(ROOM_VISIT, self._visit_ready)

    def hear(
        self, on_process: Callable[[str], None], on_minus: Callable[[LinkSource, bool], None]
    ) -> None:
        """Have somebody care for the way back to guests.

        Args:
            on_process: Told where the process listens, "" when it is no more.
            on_minus: Told in an I/O thread which peer wants to hear, or no longer.
        """
        self._on_process, self._on_minus = on_process, on_minus
        on_process(self._address)

    def open(self, name: str, settings: LinkSettings) -> tuple[LinkSource, RingInput]:
        """Return the picture and the sound of a peer.

        Sound is later by what is set, or by what link measured of the peer since; a studio's
        camera has none.
        """
        sound = RingInput(None, self._epoch_ns)
        source = LinkSource(
            name,
            settings,
            secret=self._secret,
            on_sound_ring=lambda ring: sound.attach(ring) if ring else sound.close(),
            on_closed=self._closed,
            on_minus=lambda source, is_wanted: self._on_minus(source, is_wanted),
            on_offset=sound.later_by,
        )
        source.room(self._room)
        source.visit(self._visit)
        self._sources.append(source)
        if self._address:
            source.attach(self._address)
        elif len(self._sources) == 1:
            self._processes.start(NAME, NAME, {}, on_ready=self._ready, on_ended=self._ended)
        return source, sound

    @staticmethod
    def update(inputs: Mapping[str, Input], sources: Mapping[str, Source]) -> None:
        """Show peers as they are set now, on the lines that there are.

        Args:
            inputs: All of them, by name.
            sources: Of their pictures.
        """
        for name, source in sources.items():
            settings = inputs[name].typed
            if isinstance(source, LinkSource) and isinstance(settings, LinkSettings):
                source.take(settings)

    @staticmethod
    def tally(sources: Mapping[str, Source], on_air: Iterable[str]) -> None:
        """Tell each peer whether it is on air.

        Args:
            sources: Of all inputs, by name.
            on_air: Names of those on air.
        """
        for name, source in sources.items():
            if isinstance(source, LinkSource):
                source.tally(name in on_air)

    def _ready(self, address: str) -> None:
        self._address = address
        for source in self._sources:
            source.attach(address)
        self._on_process(address)

    def _ended(self, reason: str) -> None:
        self._address = ""
        self._on_process("")
        for source in self._sources:
            self._on_ended(source, reason)

    def _room_ready(self, address: str) -> None:
        self._room = address
        for source in self._sources:
            source.room(address)

    def _visit_ready(self, address: str) -> None:
        self._visit = address
        for source in self._sources:
            source.visit(address)

    def _closed(self, source: LinkSource) -> None:
        self._sources.remove(source)
        if not self._sources:
            self._address = ""
            self._on_process("")
            self._processes.stop(NAME)
