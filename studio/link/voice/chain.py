"""What a voice goes through, 10 ms at a time: echo, then noise, then gain.

    chain = Chain(Wanted(cancel_echo=True, suppress_noise="standard"))
    clean = chain.process(near, far)        # what went in ``chain.lookahead`` samples ago
    chain = chain.changed(Wanted(cancel_echo=True))

The order is that of the libraries' authors: a canceller must see the echo as it is, what takes
noise away must not see the gain move.
"""

from dataclasses import dataclass

import numpy as np
from pywebrtc_audio import EchoCanceller, GainController

from studio.link.voice.denoisers import Denoiser, denoiser
from studio.link.voice.frames import Mono
from studio.model.media import SAMPLE_RATE_HZ

FAR_EARLY = SAMPLE_RATE_HZ * 40 // 1000
"""So much earlier than it is heard is the far sound given: a device that says it is slower than
it is would else have its echo before its cause."""
_FAR_EARLY_MS = FAR_EARLY * 1000 // SAMPLE_RATE_HZ
_ECHO_LOOKAHEAD = 430
_QUIETER_DB = 12.0
"""The controller only ever turns up; so that it can turn down by that, too, it is given less."""
_MOST_DB = 42.0
_HEADROOM_DB = 5.0
_LOUDEST_NOISE_DB = -42.0
"""What a room's noise may be turned up to; no voice needs more than 24 dB above it."""
_REACHED_DB = -16.5
"""How loud speech is behind the controller with that headroom, measured on two speakers."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done with a voice.

    Attributes:
        suppress_noise: ``off``, ``standard`` or ``strong``.
        loudness_db: RMS of speech where loudness is evened, in dBFS.
    """

    cancel_echo: bool = False
    suppress_noise: str = "off"
    even_loudness: bool = False
    loudness_db: float = -18.0


class Gain:
    """Brings speech to one loudness, 6 dB a second.

    Args:
        loudness_db: RMS while somebody speaks, in dBFS.
    """

    def __init__(self, loudness_db: float) -> None:
        self._controller = GainController(
            SAMPLE_RATE_HZ,
            1,
            max_gain_db=_MOST_DB + _QUIETER_DB,
            headroom_db=_HEADROOM_DB + _REACHED_DB - loudness_db,
            max_output_noise_level_dbfs=_LOUDEST_NOISE_DB,
        )
        self._quieter = np.float32(10 ** (-_QUIETER_DB / 20))

    def process(self, frame: Mono) -> Mono:
        """Return the frame, louder or quieter."""
        return self._controller.process(frame * self._quieter)


class Chain:
    """See the module; belongs to one thread."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self._echo: EchoCanceller | None = None
        if wanted.cancel_echo:
            self._echo = EchoCanceller(SAMPLE_RATE_HZ, 1, _FAR_EARLY_MS)
        self._denoiser: Denoiser | None = denoiser(wanted.suppress_noise)
        self._gain = Gain(wanted.loudness_db) if wanted.even_loudness else None

    @property
    def lookahead(self) -> int:
        """So many samples later comes out what goes in."""
        echo = _ECHO_LOOKAHEAD if self._echo else 0
        return echo + (self._denoiser.lookahead if self._denoiser else 0)

    def changed(self, wanted: Wanted) -> "Chain":
        """Return a chain for other wishes, with what this one knows of room and voice.

        This one is not used any more then.
        """
        old = self.wanted
        kept = Wanted(
            cancel_echo=wanted.cancel_echo and not old.cancel_echo,
            suppress_noise=(
                "off" if wanted.suppress_noise == old.suppress_noise else wanted.suppress_noise
            ),
            even_loudness=wanted.even_loudness,
            loudness_db=wanted.loudness_db,
        )
        new = Chain(kept)
        new.wanted = wanted
        if wanted.cancel_echo and old.cancel_echo:
            new._echo = self._echo
        if wanted.suppress_noise == old.suppress_noise:
            new._denoiser = self._denoiser
        loudness = (wanted.even_loudness, wanted.loudness_db)
        if loudness == (old.even_loudness, old.loudness_db):
            new._gain = self._gain
        return new

    def process(self, near: Mono, far: Mono) -> Mono:
        """Return the next frame.

        Args:
            near: 480 samples of the microphone.
            far: What is heard ``FAR_EARLY`` samples later.
        """
        frame = near
        if self._echo:
            frame = self._echo.process(frame, far)
        if self._denoiser:
            frame = self._denoiser.process(frame)
        if self._gain:
            frame = self._gain.process(frame)
        return frame
