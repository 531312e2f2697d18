"""Where one avatar stands: it is loaded, performs and is drawn into a ring until the end.

The rate and the size follow what there is time for (studio/effects/quality.py), and nobody who
does not look costs anything.  A file that can't be loaded is tried again when it has changed::

    stage = Stage("avatar-1a2b3c4d", wishes, tell)
    stage.run()
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studio.avatar.errors import AvatarError
from studio.avatar.framing import View, framed
from studio.avatar.load import load
from studio.avatar.model import AvatarModel
from studio.avatar.motion import Motion
from studio.avatar.painter import Painter
from studio.avatar.performer import Performer
from studio.avatar.sight import Sight
from studio.avatar.vmc_in import VmcIn
from studio.avatar.vmc_out import VmcOut
from studio.avatar.wishes import Wishes
from studio.effects.device import shared_device
from studio.effects.errors import EffectError
from studio.effects.planes import planes_bytes, write_planes
from studio.effects.quality import Quality
from studio.ipc.errors import RingError
from studio.ipc.message import Message
from studio.ipc.ring import RingFormat, RingWriter
from studio.model.kinds_avatar import AvatarSettings

logger = logging.getLogger(__name__)

NATURAL_PX = 1_024
"""Of a side, whatever size is drawn."""
OWN = Path(__file__).resolve().parents[2] / "assets/avatars/nova.vrm"
_LARGEST_PX, _LARGEST_SOFTWARE_PX, _SMALLEST_PX = 1_024, 512, 64
_SLOTS = 8
"""As a capture's: a reader has several frame times to look at one."""
_S_NS = 1_000_000_000
_LOOK_AGAIN_S = 1.0
_TRY_AGAIN_S = 10.0
_REST_S = 1.0
_CASTS_ANEW = {"file", "mirror", "vmc_receive_host", "vmc_receive_port", "vmc_send"}
Tell = Callable[[Message], None]


@dataclass(slots=True)
class _Cast:
    """Who is on the stage, and what it was cast for."""

    settings: AvatarSettings
    model: AvatarModel
    performer: Performer
    painter: Painter
    view: View
    sender: VmcOut | None
    receiver: VmcIn | None

    def close(self) -> None:
        self.painter.close()
        for line in (self.sender, self.receiver):
            if line is not None:
                line.close()

    def use(self, settings: AvatarSettings) -> bool:
        """Be as other settings say; false if that needs another cast."""
        changed = {
            key
            for key, value in settings.model_dump().items()
            if value != getattr(self.settings, key, None)
        }
        if changed & _CASTS_ANEW:
            return False
        if changed & {"framing", "scale"}:
            self.view = _view(self.model, self.performer, settings)
        self.settings = settings
        return True


class Stage:
    """Belongs to the thread that runs it.

    Args:
        name: Of the process, after which the ring is called.
        wishes: What the engine wants.
        tell: Sends the engine a message, from any thread.
    """

    def __init__(self, name: str, wishes: Wishes, tell: Tell) -> None:
        self._name = name
        self._wishes = wishes
        self._tell = tell
        self._quality = Quality()
        self._sight = Sight()
        self._ring: RingWriter | None = None
        self._due_ns = 0

    def run(self) -> None:
        """Show it until told to end."""
        try:
            while not self._wishes.is_ended:
                settings = self._wishes.settings
                if settings is None:
                    self._wishes.wait_for_more(_LOOK_AGAIN_S)
                    continue
                seen_ns = _changed_ns(_file(settings))
                try:
                    cast = self._cast(settings)
                except (AvatarError, EffectError, RingError) as error:
                    self._say("failed", str(error))
                    self._wait_for_change(settings, seen_ns)
                    continue
                try:
                    self._perform(cast)
                finally:
                    cast.close()
        finally:
            self._sight.close()
            if self._ring is not None:
                self._ring.close()

    def _cast(self, settings: AvatarSettings) -> _Cast:
        model = load(_file(settings))
        performer = Performer(model, is_mirrored=settings.mirror)
        view = _view(model, performer, settings)
        about = model.about
        self._tell(
            {"type": "info", "width": NATURAL_PX, "height": NATURAL_PX, "codec": about.format}
            | {"title": about.name, "authors": list(about.authors), "license": about.license}
        )
        cast = _Cast(settings, model, performer, Painter(shared_device(), model), view, None, None)
        try:
            if settings.vmc_send:
                cast.sender = VmcOut(settings.vmc_send, model, performer.skeleton)
            if settings.vmc_receive_port:
                cast.receiver = VmcIn(settings.vmc_receive_host, settings.vmc_receive_port)
        except AvatarError:
            cast.close()
            raise
        return cast

    def _perform(self, cast: _Cast) -> None:
        while not self._wishes.is_ended:
            settings = self._wishes.settings
            if settings is None or (settings is not cast.settings and not cast.use(settings)):
                return
            is_seen = not self._wishes.is_resting and self._wishes.want != (0, 0)
            if not is_seen and cast.sender is None:
                self._wishes.wait_for_more(_REST_S)
                continue
            begin_ns = time.monotonic_ns()
            motion = self._move(cast, begin_ns)
            if cast.sender is not None:
                cast.sender.send(motion, begin_ns / _S_NS)
            if is_seen:
                self._paint(cast, begin_ns)
            self._wait_for_next(begin_ns)

    def _move(self, cast: _Cast, now_ns: int) -> Motion:
        now_s = now_ns / _S_NS
        remote = cast.receiver.motion(now_s) if cast.receiver is not None else None
        tracked = self._sight.look(self._wishes.tracked, now_ns)
        cast.performer.perform(now_s, tracked, self._wishes.level_db(now_s), remote)
        return cast.performer.motion

    def _paint(self, cast: _Cast, pts_ns: int) -> None:
        side = self._side_px()
        performer = cast.performer
        rgba = cast.painter.paint(performer.palette, performer.morphs, cast.view, (side, side))
        is_first = self._ring is None
        if self._ring is None:
            largest = planes_bytes(_LARGEST_PX, _LARGEST_PX)
            self._ring = RingWriter.create(f"{self._name}-picture", _SLOTS, largest)
        write_planes(rgba, self._ring.begin())
        self._ring.commit(
            pts_ns=pts_ns,
            format=RingFormat.NV12A,
            width=side,
            height=side,
            natural_width=NATURAL_PX,
            natural_height=NATURAL_PX,
        )
        if is_first:
            self._tell({"type": "ring", "kind": "picture", "name": self._ring.name})
        self._say("running", "")

    def _side_px(self) -> int:
        """Return how large it is drawn: as it is shown, as there is time for, on a grid."""
        is_software = shared_device().adapter.info["adapter_type"] == "CPU"
        largest = _LARGEST_SOFTWARE_PX if is_software else _LARGEST_PX
        shown = max(self._wishes.want) if self._wishes.want else largest
        side = min(largest, max(_SMALLEST_PX, shown)) * self._quality.size
        return max(_SMALLEST_PX, round(side / 8) * 8)

    def _wait_for_next(self, begin_ns: int) -> None:
        self._quality.engine_lagged(self._wishes.take_lagged(), begin_ns)
        done_ns = time.monotonic_ns()
        period_ns = self._quality.period_ns
        self._due_ns = max(self._due_ns + period_ns, begin_ns)
        is_late = done_ns > self._due_ns + period_ns
        if self._quality.drew(done_ns - begin_ns, is_late, done_ns):
            self._tell(self._quality.message())
        if is_late:
            self._due_ns = done_ns
        self._wishes.wait(self._due_ns / _S_NS)

    def _say(self, health: str, reason: str) -> None:
        self._tell({"type": "state", "health": health, "reason": reason})

    def _wait_for_change(self, settings: AvatarSettings, seen_ns: int) -> None:
        """Wait until what could not be cast may be: another file, other settings, a free port."""
        until_s = time.monotonic() + _TRY_AGAIN_S
        while not self._wishes.is_ended and time.monotonic() < until_s:
            if self._wishes.settings is not settings:
                return
            if _changed_ns(_file(settings)) != seen_ns:
                return
            self._wishes.wait_for_more(_LOOK_AGAIN_S)


def _file(settings: AvatarSettings) -> Path:
    return Path(settings.file) if settings.file else OWN


def _view(model: AvatarModel, performer: Performer, settings: AvatarSettings) -> View:
    return framed(model, performer.skeleton, settings.framing, settings.scale)


def _changed_ns(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0
