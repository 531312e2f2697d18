"""The sound of a session: the mixer, its channel strips, and where its buses go.

A bus can be an encoded track, be heard on a device, and be read by other processes
as a ring; all of it happens in the mix thread, block by block.
"""

import math
from typing import Protocol

from studio.engine.encoders.audio import AudioEncoder
from studio.engine.mixer.bus_ring import BusRing
from studio.engine.mixer.input import Input as SoundInput
from studio.engine.mixer.mixer import Mixer
from studio.engine.mixer.monitor import Monitor
from studio.engine.mixer.settings import Ducking, InputSettings
from studio.engine.mixer.timeline import Samples
from studio.model.media import AudioFormat, Packet
from studio.model.scene import Audio, Collection, Input

SILENT_DB = -99.9


class Sink(Protocol):
    """What takes encoded sound: the packet bus."""

    def put(self, packet: Packet) -> None:
        """Take a packet."""

    def put_format(self, track: int, format: AudioFormat) -> None:
        """Take the format of a track."""


class Sound:
    """Mixes the inputs of a collection and encodes the tracks.

    Args:
        epoch_ns: When the session began.
        audio: Which buses are encoded.
        kbps: Bit rate of each track.
        sink: Gets the formats at once, the packets from the mix thread.
    """

    def __init__(self, epoch_ns: int, audio: Audio, kbps: int, sink: Sink) -> None:
        self._sink = sink
        self._encoders = [
            (bus - 1, AudioEncoder(bus - 1, kbps, track))
            for track, bus in enumerate(audio.tracks, 1)
        ]
        for track, (_, encoder) in enumerate(self._encoders, 1):
            sink.put_format(track, encoder.format)
        self._epoch_ns = epoch_ns
        self._monitor: tuple[int, str, Monitor] | None = None
        self._rings: dict[int, BusRing] = {}
        self._settings: dict[str, InputSettings] = {}
        self.set_monitor(audio)
        self.mixer = Mixer(epoch_ns, on_block=self._on_block)

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

    def update(self, key: str, settings: InputSettings) -> None:
        """Set an input's strip, if it is another one than before."""
        if self._settings.get(key) != settings:
            self._settings[key] = settings
            self.mixer.set_settings(key, settings)

    def set_monitor(self, audio: Audio) -> None:
        """Play the monitor bus on its device, if there is one."""
        wanted = (audio.monitor_bus - 1, audio.monitor_device)
        old = self._monitor
        if old and old[:2] == wanted:
            return
        self._monitor = (*wanted, Monitor(wanted[1] or None)) if audio.monitor_bus else None
        if old:
            old[2].close()

    def ring(self, bus: int) -> str:
        """Return the name of the ring that carries a bus, from 1; it begins when asked for."""
        if bus - 1 not in self._rings:
            ring = BusRing(f"engine-bus-{bus}", self._epoch_ns)
            self._rings = {**self._rings, bus - 1: ring}
        return self._rings[bus - 1].name

    def close(self) -> None:
        """End the mixer and hand out what the encoders still hold."""
        self.mixer.close()
        if self._monitor:
            self._monitor[2].close()
        for ring in self._rings.values():
            ring.close()
        for _, encoder in self._encoders:
            self._hand_out(encoder.flush())

    def _on_block(self, n: int, buses: list[Samples]) -> None:
        for bus, encoder in self._encoders:
            self._hand_out(encoder.encode(n, buses[bus]))
        if self._monitor:
            self._monitor[2].put(buses[self._monitor[0]])
        for bus, ring in self._rings.items():
            ring.put(n, buses[bus])

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
