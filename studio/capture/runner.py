"""Keeps one source open: opens it, plays it, and tries again when that fails."""

import logging
import threading
import time
from collections.abc import Callable, Mapping

from studio.capture.camera import play_camera
from studio.capture.container import Info, MediaInput
from studio.capture.errors import CaptureError, shown
from studio.capture.orders import Orders
from studio.capture.player import Outcome, Player
from studio.capture.rings import CaptureRings
from studio.capture.settings import CaptureSettings, Kind
from studio.capture.sound_file import read_whole
from studio.ipc.errors import RingError

logger = logging.getLogger(__name__)

SECOND_NS = 1_000_000_000
_RETRY_FIRST_NS = SECOND_NS
_RETRY_LAST_NS = 5 * SECOND_NS
_HEALTHY_NS = 10 * SECOND_NS
_NETWORK_TIMEOUT_S = 5.0
_NETWORK_OPTIONS = {"rw_timeout": "5000000", "rtsp_transport": "tcp", "reconnect": "0"}

OnState = Callable[[str, str], None]
OnInfo = Callable[[Info], None]


class Runner:
    """Owns the thread ``decode`` and what it opens.

    Args:
        name: Of the process, after which its rings are called.
        settings: What to open.
        on_ring: Told of each new ring, in the thread ``decode``, as the others are.
        on_state: Told of the health and, if it is not well, why.
        on_info: Told what has been opened.
        on_wrote: Told that a picture was written.
    """

    def __init__(
        self,
        name: str,
        settings: CaptureSettings,
        *,
        on_ring: Callable[[str, str], None],
        on_state: OnState,
        on_info: OnInfo,
        on_wrote: Callable[[], None] = lambda: None,
    ) -> None:
        self.orders = Orders(settings.want)
        self._settings = settings
        self._rings = CaptureRings(name, on_ring, settings.half, on_wrote)
        self._on_state = on_state
        self._on_info = on_info
        self._effort = 0
        self._start_ns = settings.start_ns
        self._thread = threading.Thread(target=self._run, name="decode", daemon=True)

    def start(self) -> None:
        """Begin to open the source."""
        self._thread.start()

    def close(self, timeout_s: float) -> bool:
        """End; False if the thread hangs in a driver or the network for longer than that."""
        self.orders.end()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        retry_ns = _RETRY_FIRST_NS
        while not self.orders.is_ended:
            began_ns = time.monotonic_ns()
            try:
                self._on_state("starting", "")
                self._open_and_play()
            except (CaptureError, RingError) as error:
                reason = str(error)
            except Exception:  # the border of the process: a bug is logged, the source retried
                logger.exception("The capture failed in a way that nobody thought of.")
                reason = f"{self._what} can't be shown because of a fault in Rocket Studio."
            else:
                continue
            if time.monotonic_ns() - began_ns > _HEALTHY_NS:
                retry_ns = _RETRY_FIRST_NS
            logger.warning("%s Next try in %d s.", reason, retry_ns // SECOND_NS)
            self._on_state("failed", reason)
            self._sleep(retry_ns)
            retry_ns = min(retry_ns * 2, _RETRY_LAST_NS)
        self._rings.close()

    @property
    def _what(self) -> str:
        return shown(self._settings.target) or "The camera"

    def _sleep(self, length_ns: int) -> None:
        until_ns = time.monotonic_ns() + length_ns
        while not self.orders.is_ended and time.monotonic_ns() < until_ns:
            self.orders.wait(until_ns)

    def _open_and_play(self) -> None:
        if self._settings.kind is Kind.CAMERA:
            play_camera(self._settings, self._rings, self.orders, self._on_state, self._on_info)
            return
        if self._settings.kind is Kind.SOUND:
            self._rings.write_whole(read_whole(self._settings.target, self._settings.options))
            self._on_state("ended", "")
            while not self.orders.is_ended:
                self.orders.wait(None)
            return
        is_live = self._settings.kind is Kind.NETWORK
        media = MediaInput(
            self._settings.target,
            self._options(),
            _NETWORK_TIMEOUT_S if is_live else None,
            effort=self._effort,
            has_sound=self._settings.has_sound,
        )
        try:
            self._play(media, is_live)
        finally:
            media.close()

    def _options(self) -> Mapping[str, str]:
        if self._settings.kind is Kind.NETWORK:
            return {**_NETWORK_OPTIONS, **self._settings.options}
        return self._settings.options

    def _play(self, media: MediaInput, is_live: bool) -> None:
        self._on_info(media.info)
        self._on_state("running", "")
        player = Player(
            media,
            self._rings,
            self._settings.grid,
            self.orders,
            loop=self._settings.loop,
            start_ns=None if is_live else self._start_ns,
            is_live=is_live,
        )
        if self._start_ns is None:
            self._start_ns = player.anchor_ns  # a later try goes on where the media would be
        outcome = player.run()
        logger.info("%s: %s, %s.", self._what, outcome.name.lower(), player.stats)
        if outcome is Outcome.TOO_SLOW:
            self._effort += 1
            self._start_ns = player.anchor_ns
        elif outcome is Outcome.PLAYED and is_live:
            raise CaptureError(f"{self._what} has ended; it is opened again.")
        elif outcome is Outcome.PLAYED:
            self._on_state("ended", "")
            self._wait_for_seek()

    def _wait_for_seek(self) -> None:
        """After the end of a file that does not loop: a seek plays it again."""
        while not self.orders.is_ended:
            place_ns = self.orders.take_seek()
            if place_ns is not None:
                self._start_ns = time.monotonic_ns() - place_ns
                return
            self.orders.wait(None)
