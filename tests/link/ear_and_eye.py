"""A guest's ear and eye of tests: packets as they come, before any buffer, whole and in order.

aiortc's own receiver holds four packets of sound and waits for the next picture; a browser
does neither, so what a guest is sent is taken as link takes what it is sent::

    senses = EarAndEye(sender)              # before it offers
    senses.beeps_s
    senses.heard_s()                        # when a player plays each beep
    senses.pictures_s                       # when each whole picture was there
"""

import time

import numpy as np
from aiortc import MediaStreamTrack

from studio.link.decoding import SoundDecoder
from studio.link.picture_packets import EncodedPicture, Packet, PicturePackets
from studio.link.sound_packets import SoundPackets
from studio.link.tap import tap_pictures, tap_sound
from studio.model.media import SAMPLE_RATE_HZ
from tests.link.sender import Sender

LOUD = 0.05
IN_TIME = 0.95
APART_S = 0.4


class EarAndEye:
    """See the module.

    Attributes:
        pictures: What was whole, as it came.
        sounds: Of each packet of sound the time of its first sample, on the sender's clock, and
            when it was there.
        beeps_s: Of each beep the time of its first sample, on the sender's clock.
    """

    def __init__(self, sender: Sender) -> None:
        self.beeps_s: list[float] = []
        self.sounds: list[tuple[float, float]] = []
        self.pictures_s: list[float] = []
        self.pictures: list[EncodedPicture] = []
        self._sender = sender
        self._decoder = SoundDecoder()
        self._sounds = SoundPackets()
        self._packets = PicturePackets()
        sender.on_track(self._tap)

    def heard_s(self) -> list[float]:
        """Return when each beep is played by who waits for nineteen of twenty packets."""
        lags = sorted(there_s - taken_s for taken_s, there_s in self.sounds)
        lag_s = lags[int(len(lags) * IN_TIME)] if lags else 0.0
        return [beep_s + lag_s for beep_s in self.beeps_s]

    def forget(self) -> None:
        """Begin anew."""
        for each in (self.beeps_s, self.sounds, self.pictures_s, self.pictures):
            each.clear()

    def _tap(self, track: MediaStreamTrack) -> None:
        for receiver in self._sender.receivers():
            if receiver.track is track and track.kind == "video":
                tap_pictures(receiver, self._see, lambda timestamp, ntp: None)
            elif receiver.track is track:
                tap_sound(receiver, self._hear, lambda timestamp, ntp: None)

    def _see(self, packet: Packet) -> bool:
        now_ns = time.monotonic_ns()
        for picture in self._packets.add(packet, now_ns):
            self.pictures.append(picture)
            self.pictures_s.append(now_ns / 1e9)
        return self._packets.needs_key(now_ns)

    def _hear(self, sequence: int, timestamp: int, data: bytes) -> None:
        now_s = time.monotonic()
        for content, at in self._sounds.add(sequence, timestamp, data):
            taken_s = at / SAMPLE_RATE_HZ
            self.sounds.append((taken_s, now_s))
            samples = self._decoder.decode(content)
            if samples is None or np.abs(samples).max() < LOUD:
                continue
            place_s = float(np.argmax(np.abs(samples).max(axis=1) > LOUD)) / SAMPLE_RATE_HZ
            if not self.beeps_s or taken_s + place_s - self.beeps_s[-1] > APART_S:
                self.beeps_s.append(taken_s + place_s)
