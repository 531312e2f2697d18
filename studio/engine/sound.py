"""The sound of a session: the mixer, its channel strips, and where its buses go.

A bus can be an encoded track, be heard on a device, and be read by other processes
as a ring; all of it happens in the mix thread, block by block.  With nobody who hears
or measures it, nothing is mixed; nothing is encoded but between ``begin_encoding``
and ``end_encoding``.
"""

import math
import threading
from typing import Protocol

from studio.engine.demand import Demand, Taker
from studio.engine.encoders.audio import AudioEncoder
from studio.engine.mixer.bus_ring import LONG_SLOTS, BusRing
from studio.engine.mixer.input import Input as SoundInput
from studio.engine.mixer.mix_minus import MixMinus
from studio.engine.mixer.mixer import Mixer
from studio.engine.mixer.monitor import Heard, Monitor
from studio.engine.mixer.settings import Ducking, InputSettings
from studio.engine.mixer.timeline import Samples
from studio.model.errors import StudioError
from studio.model.media import AudioFormat, Packet
from studio.model.scene import Audio, Collection, Input

SILENT_DB = -99.9
PROGRAMME = 0
"""The bus that viewers hear."""
NOBODY = ""
"""No input is called so: a guest whom no input shows hears all of the programme."""


class Sink(Protocol):
    """What takes encoded sound: the packet bus."""

    def put(self, packet: Packet) -> None:
        """Take a packet."""

    def put_format(self, track: int, format: AudioFormat) -> None:
        """Take the format of a track."""


class Ear(Protocol):
    """Who must know what is monitored: a microphone that hears it from a loudspeaker."""

    def hear(self, heard: Heard) -> None:
        """Take what is heard; in the mix thread."""


class Sound:
    """Mixes the inputs of a collection and encodes the tracks.

    Args:
        epoch_ns: When the session began.
        audio: Which bus is monitored.
        sink: Gets formats and packets, these from the mix thread.
        demand: Says whether anybody hears it.
    """

    def __init__(self, epoch_ns: int, audio: Audio, sink: Sink, demand: Demand) -> None:
        self._sink = sink
        self._demand = demand
        self._encoders: list[tuple[int, AudioEncoder]] = []
        self._encoding = threading.Lock()  # of the encoders, against their beginning and end
        self._epoch_ns = epoch_ns
        self._monitor: tuple[int, str, Monitor] | None = None
        self._rings: dict[int, BusRing] = {}
        self._minus: dict[str, tuple[MixMinus, BusRing]] = {}
        self._minus_number = 0
        self._ears: tuple[Ear, ...] = ()
        self._settings: dict[str, InputSettings] = {}
        self.mixer = Mixer(epoch_ns, on_block=self._on_block)
        self.use(audio)
        demand.on_change(self._follow_demand)
        self._follow_demand()

    def begin_encoding(self, buses: tuple[int, ...], kbps: int) -> None:
        """Encode buses, from 1, as tracks 1, 2 and so on."""
        encoders = [
            (bus - 1, AudioEncoder(bus - 1, kbps, track)) for track, bus in enumerate(buses, 1)
        ]
        for track, (_, encoder) in enumerate(encoders, 1):
            self._sink.put_format(track, encoder.format)
        with self._encoding:
            self._encoders = encoders

    def end_encoding(self) -> None:
        """Hand out what the encoders still hold, and no more after that."""
        with self._encoding:
            encoders, self._encoders = self._encoders, []
            for _, encoder in encoders:
                self._hand_out(encoder.flush())

    def add(self, key: str, source: SoundInput, settings: InputSettings) -> None:
        """Mix one more input."""
        self._settings[key] = settings
        self.mixer.add_input(key, source, settings)

    def has(self, key: str) -> bool:
        """Tell whether an input is mixed."""
        return key in self._settings

    def remove(self, key: str) -> None:
        """Fade an input out and close it."""
        del self._settings[key]
        self.mixer.remove_input(key)
        self.end_minus(key)

    def rename(self, key: str, new_key: str) -> None:
        """Call an input otherwise; it is heard all the while."""
        self._settings[new_key] = self._settings.pop(key)
        if key in self._minus:
            self._minus[new_key] = self._minus.pop(key)
        self.mixer.rename_input(key, new_key)

    def update(self, key: str, settings: InputSettings) -> None:
        """Set an input's strip, if it is another one than before."""
        if self._settings.get(key) != settings:
            self._settings[key] = settings
            self.mixer.set_settings(key, settings)

    def use(self, audio: Audio) -> None:
        """Take what is set for all inputs together."""
        self.mixer.set_effects(audio.effects_db, is_muted=audio.effects_muted)
        self._set_monitor(audio)

    def _set_monitor(self, audio: Audio) -> None:
        """Play the monitor bus on its device, if there is one."""
        wanted = (audio.monitor_bus - 1, audio.monitor_device)
        old = self._monitor
        if old and old[:2] == wanted:
            return
        self._monitor = (*wanted, Monitor(wanted[1] or None)) if audio.monitor_bus else None
        self._demand.set(Taker.MONITOR, int(self._monitor is not None))
        if old:
            old[2].close()

    def ring(self, bus: int) -> str:
        """Return the name of the ring that carries a bus, from 1; it begins when asked for."""
        if bus - 1 not in self._rings:
            ring = BusRing(f"engine-bus-{bus}", self._epoch_ns, LONG_SLOTS)
            self._rings = {**self._rings, bus - 1: ring}
            self._tell_rings()
        return self._rings[bus - 1].name

    def tell_heard(self, ears: tuple[Ear, ...]) -> None:
        """Tell these, and no others, what is monitored, as it is heard; in the mix thread."""
        self._ears = ears

    def minus_ring(self, key: str) -> str:
        """Return the name of the ring that carries the programme without an input.

        It begins when asked for, and ends with the input, or when told to.

        Raises:
            StudioError: If there is no such input, or it has no sound.
        """
        if key not in self._settings and key != NOBODY:
            raise StudioError(f"There is no input called {key!r} that has sound.")
        if key not in self._minus:
            self._minus_number += 1
            ring = BusRing(f"engine-minus-{self._minus_number}", self._epoch_ns)
            minus = MixMinus(key, PROGRAMME, ring.put)
            self._minus[key] = minus, ring
            self.mixer.add_minus(minus)
            self._tell_rings()
        return self._minus[key][1].name

    def end_minus(self, key: str) -> None:
        """Mix the programme without an input no more; nothing happens where none is mixed."""
        if key in self._minus:
            minus, ring = self._minus.pop(key)
            self.mixer.remove_minus(minus)
            ring.close()
            self._tell_rings()

    def close(self) -> None:
        """End the mixer, and what it is heard by."""
        self.mixer.close()
        if self._monitor:
            self._monitor[2].close()
        for key in list(self._minus):
            self.end_minus(key)
        for ring in self._rings.values():
            ring.close()
        self.end_encoding()

    def _tell_rings(self) -> None:
        self._demand.set(Taker.BUS_RING, len(self._rings) + len(self._minus))

    def _follow_demand(self) -> None:
        self.mixer.set_heard(self._demand.needs_sound)

    def _on_block(self, n: int, buses: list[Samples]) -> None:
        with self._encoding:
            for bus, encoder in self._encoders:
                self._hand_out(encoder.encode(n, buses[bus]))
        if self._monitor:
            self._play(buses[self._monitor[0]], self._monitor[2])
        for bus, ring in self._rings.items():
            ring.put(n, buses[bus])

    def _play(self, block: Samples, monitor: Monitor) -> None:
        if heard := monitor.put(block):
            for ear in self._ears:
                ear.hear(heard)

    def _hand_out(self, packets: list[Packet]) -> None:
        for packet in packets:
            self._sink.put(packet)


def strip_settings(collection: Collection, shown: Input, *, is_heard: bool) -> InputSettings:
    """Return an input's channel strip as the mixer takes it.

    Args:
        collection: For the ducking rules.
        shown: The input.
        is_heard: False while only scenes that aren't on air show it.
    """
    rule = next((rule for rule in collection.audio.ducking if rule.target == shown.name), None)
    ducking = None
    if rule:
        ducking = Ducking(
            rule.trigger, rule.threshold_db, -rule.amount_db, rule.attack_ms, rule.release_ms
        )
    return InputSettings(
        volume_db=shown.volume_db if shown.volume_db > SILENT_DB else -math.inf,
        is_muted=shown.muted or not is_heard,
        balance=shown.balance,
        sync_offset_ms=shown.sync_offset_ms,
        buses=sum({1 << (bus - 1) for bus in shown.buses}),
        ducking=ducking,
    )
