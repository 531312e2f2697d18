"""Takes what another program says by VMC: VSeeFace, VTube tools, phones with ARKit.

Whatever comes by UDP is a stranger's: what can't be read, has no sane numbers or names a bone that
nobody has is counted and left out, and a flood costs no more than so many datagrams a picture::

    heard = VmcIn("127.0.0.1", 39539)
    motion = heard.motion(now_s)                # None while nobody says anything
"""

import logging
import math
import socket
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from studio.avatar.errors import AvatarError
from studio.avatar.motion import Motion
from studio.avatar.osc import OscError, Value, messages
from studio.avatar.turns import Turn
from studio.avatar.vmc_words import FROM_UNITY, PREFIX, blend_of, placed, turned

logger = logging.getLogger(__name__)

MOST_DATAGRAMS = 256
"""For one picture; what else waits is dropped."""
MOST_BYTES = 16_384
MOST_MESSAGES = 512
"""In one datagram."""
MOST_BLENDS = 256
_MOST_LETTERS = 64
_SILENT_S = 1.0
"""After so long without a word the camera is back."""
_MOST_MOVED_M = 1.0
_LOG_S = 10.0
_BOUNDS = ("/VMC/Ext/Bone/Pos", "/VMC/Ext/Root/Pos")


class VmcIn:
    """Belongs to one thread, which polls it.

    Args:
        host: Where to listen.
        port: Likewise.

    Raises:
        AvatarError: If nobody can.

    Attributes:
        refused: Datagrams and messages that were left out.
    """

    def __init__(self, host: str, port: int) -> None:
        self.refused = 0
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        try:
            self._socket.bind((host, port))
        except (OSError, OverflowError) as error:
            self._socket.close()
            raise AvatarError(
                f"Motion can't be received at {host}:{port}, another program may have that port: "
                f"choose another one ({error})."
            ) from error
        self.port = int(self._socket.getsockname()[1])
        self._turns: dict[str, Turn] = {}
        self._hips: NDArray[np.float64] | None = None
        self._home: NDArray[np.float64] | None = None
        self._said: dict[str, float] = {}
        self._applied: dict[str, float] = {}
        self._heard_s = -math.inf
        self._logged_s = -math.inf

    def motion(self, now_s: float) -> Motion | None:
        """Take all that has come, and return what it says; None if nobody has lately."""
        for datagram in self._datagrams():
            self._take(datagram, now_s)
        if now_s - self._heard_s > _SILENT_S:
            self._home = self._hips = None
            return None
        moved = np.zeros(3)
        if self._hips is not None and self._home is not None:
            moved = np.clip(self._hips - self._home, -_MOST_MOVED_M, _MOST_MOVED_M)
        return Motion(dict(self._turns), moved, dict(self._applied))

    def close(self) -> None:
        """Listen no more."""
        self._socket.close()

    def _datagrams(self) -> Iterator[bytes]:
        """Give what has come, and throw away what is beyond all measure."""
        for _ in range(MOST_DATAGRAMS):
            try:
                yield self._socket.recv(MOST_BYTES)
            except BlockingIOError:
                return
            except OSError:  # an answer to what nobody sent; on some systems one that is too long
                self.refused += 1
        for _ in range(10 * MOST_DATAGRAMS):
            try:
                self._socket.recv(1)
                self.refused += 1
            except OSError:
                return

    def _take(self, datagram: bytes, now_s: float) -> None:
        try:
            for address, values in islice(messages(datagram), MOST_MESSAGES):
                if not self._say(address, values):
                    self._refuse(f"{address!r:.60} makes no sense", now_s)
                elif address.startswith(PREFIX):
                    self._heard_s = now_s
        except OscError as error:
            self._refuse(str(error), now_s)

    def _say(self, address: str, values: Sequence[Value]) -> bool:
        """Take one message; tell whether it makes sense."""
        match address.removeprefix(PREFIX), values:
            case "/Bone/Pos", [str(name), *numbers] if bone := FROM_UNITY.get(name):
                return self._turn(bone, numbers)
            case "/Bone/Pos", [str(), *_]:
                return True  # a bone that we don't know
            case "/Blend/Val", [str(name), float() | int() as value]:
                return self._blend(name, float(value))
            case "/Blend/Apply", _:
                self._applied, self._said = self._said, {}
                return True
            case (("/OK" | "/T" | "/Root/Pos" | "/Tra/Pos" | "/Hmd/Pos" | "/Con/Pos" | "/Cam"), _):
                return True
            case _:
                return not address.startswith(_BOUNDS)

    def _turn(self, bone: str, numbers: Sequence[Value]) -> bool:
        if len(numbers) != 7 or not all(isinstance(each, float | int) for each in numbers):
            return False
        values = np.array(numbers, float)
        length = float(np.linalg.norm(values[3:])) if np.isfinite(values).all() else 0.0
        if not 0.5 < length < 2.0:
            return False
        self._turns[bone] = turned(values[3:] / length)
        if bone == "hips":
            self._hips = placed(values[:3])
            if self._home is None:
                self._home = self._hips
        return True

    def _blend(self, name: str, value: float) -> bool:
        if not math.isfinite(value) or not 0 < len(name) <= _MOST_LETTERS:
            return False
        name = blend_of(name)
        if name not in self._said and len(self._said) >= MOST_BLENDS:
            return False
        self._said[name] = min(1.0, max(0.0, value))
        return True

    def _refuse(self, why: str, now_s: float) -> None:
        self.refused += 1
        if now_s - self._logged_s > _LOG_S:
            self._logged_s = now_s
            logger.warning("Of what came by VMC %d were left out: %s.", self.refused, why)
