"""What a person can set on an input of the mixer.

The dataclasses are frozen and replaced as a whole: a command's thread hands a
new one to the mixer, which uses it from the next block on, by a ramp::

    quieter = replace(settings, volume_db=-12.0, buses=without_bus(settings.buses, 2))
"""

from dataclasses import dataclass

BUS_COUNT = 6
ALL_BUSES = (1 << BUS_COUNT) - 1
MIN_OFFSET_MS = -950
MAX_OFFSET_MS = 20_000
MAX_VOLUME_DB = 26.0
"""As in OBS, whose faders end there by obs-websocket."""


@dataclass(frozen=True, slots=True)
class Ducking:
    """Turns an input down while another one is heard.

    Attributes:
        trigger: Key of the input that is listened to, after its fader and mute.
        threshold_db: RMS of the trigger, in dBFS, from which on it counts as heard.
        amount_db: How much is taken away, e.g. 12.0.
        attack_ms: Time in which the whole amount is taken away.
        release_ms: Time in which it is given back.
    """

    trigger: str
    threshold_db: float = -40.0
    amount_db: float = 12.0
    attack_ms: float = 50.0
    release_ms: float = 500.0

    def __post_init__(self) -> None:
        if self.amount_db < 0:
            raise ValueError(f"amount_db must not be negative, but is {self.amount_db}")
        if self.attack_ms < 0 or self.release_ms < 0:
            raise ValueError("attack_ms and release_ms must not be negative")


@dataclass(frozen=True, slots=True)
class InputSettings:
    """The channel strip of one input.

    Attributes:
        volume_db: 0 leaves the sound as it is; ``-inf`` is silence.
        balance: 0 is left, 0.5 the centre, 1 right.
        sync_offset_ms: Positive is later, negative earlier.
        buses: Bit b is set where the input is heard in bus b; a bus for a guest
            lacks the guest's own bit (mix-minus).
    """

    volume_db: float = 0.0
    is_muted: bool = False
    balance: float = 0.5
    sync_offset_ms: int = 0
    buses: int = ALL_BUSES
    ducking: Ducking | None = None

    def __post_init__(self) -> None:
        if not self.volume_db <= MAX_VOLUME_DB:
            raise ValueError(f"volume_db must be {MAX_VOLUME_DB} at most, not {self.volume_db}")
        if not 0 <= self.balance <= 1:
            raise ValueError(f"balance must be from 0 to 1, not {self.balance}")
        if not MIN_OFFSET_MS <= self.sync_offset_ms <= MAX_OFFSET_MS:
            raise ValueError(
                f"sync_offset_ms must be from {MIN_OFFSET_MS} to {MAX_OFFSET_MS}, "
                f"not {self.sync_offset_ms}"
            )
        if not 0 <= self.buses <= ALL_BUSES:
            raise ValueError(f"buses must be from 0 to {ALL_BUSES}, not {self.buses}")


def without_bus(buses: int, bus: int) -> int:
    """Return the bit mask with one bus left out."""
    return buses & ~(1 << bus)
