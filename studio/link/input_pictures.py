"""One input's pictures for another studio: read from its capture's ring, encoded here.

The programme is encoded anyway; an input of its own is not, so this costs an encode.  It runs
only while somebody looks, in a thread of this process, and never on the engine's tick::

    pictures = InputPictures("Camera", want=…)      # asks the engine for the ring
    pictures.add(track)
    pictures.use(ring_name)
    pictures.remove(track)
"""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from fractions import Fraction

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType, VideoFrame
from av.video.reformatter import VideoReformatter

from studio.ipc.errors import RingError
from studio.ipc.ring import RingFormat, RingReader, Slot
from studio.link.programme import Onlooker
from studio.telemetry.thread_name import show_thread_name

log = logging.getLogger(__name__)

FPS = 30
MOST_HEIGHT = 720
KBPS = 2_500
KEY_EVERY = 4 * FPS
SILENT_S = 1.0
"""After so long without a picture the ring is asked for anew: its capture was restarted."""
REPEAT_S = 0.1
"""A key frame that is asked for is made of the last picture, where no other has come so long."""
_LOOK_S = 1 / (2 * FPS)
_CLOCK = Fraction(1, 1_000_000)
_OPTIONS = {"preset": "superfast", "tune": "zerolatency", "forced-idr": "1", "threads": "1"}


class InputPictures:
    """See the module; belongs to the process's loop, but for its thread.

    Args:
        name: Of the input.
        want: Asks for the input's ring, or says that it is wanted no longer.

    Attributes:
        encoded: How many pictures were.
    """

    def __init__(self, name: str, want: Callable[[str, bool], None]) -> None:
        self.encoded = 0
        self._name = name
        self._want = want
        self._loop = asyncio.get_running_loop()
        self._onlookers: list[Onlooker] = []
        self._ring = ""
        self._needs_key = False
        self._is_closing = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, onlooker: Onlooker) -> None:
        """Give pictures to one more, from a key frame on."""
        if onlooker not in self._onlookers:
            self._onlookers.append(onlooker)
            self.ask_key()
        if self._thread is None:
            self._is_closing = threading.Event()
            self._thread = threading.Thread(target=self._run, name="input-pictures", daemon=True)
            self._thread.start()
            self._want(self._name, True)

    def remove(self, onlooker: Onlooker) -> None:
        """Give it none any more; without anybody nothing is encoded."""
        if onlooker in self._onlookers:
            self._onlookers.remove(onlooker)
        if not self._onlookers and self._thread is not None:
            self._is_closing.set()
            self._thread, self._ring = None, ""
            self._want(self._name, False)

    def use(self, ring: str) -> None:
        """Read this ring from now on."""
        if self._thread is not None:
            self._ring = ring

    def ask_key(self) -> None:
        """Make the next picture a key frame."""
        self._needs_key = True

    def _run(self) -> None:
        """Encode each picture once, in the thread."""
        show_thread_name()
        is_closing, reading = self._is_closing, _Reading()
        try:
            while not is_closing.wait(_LOOK_S):
                if reading.name != self._ring:
                    reading.attach(self._ring)
                picture = reading.picture() or (reading.still() if self._needs_key else None)
                if picture is not None:
                    is_key, self._needs_key = self._needs_key, False
                    for encoded in reading.encode(picture, is_key=is_key):
                        self.encoded += 1
                        self._loop.call_soon_threadsafe(self._tell, *encoded)
                elif reading.is_silent:
                    reading.heard_s = time.monotonic()
                    self._loop.call_soon_threadsafe(self._want, self._name, True)
        except (av.FFmpegError, RuntimeError) as error:  # or the loop has ended
            log.warning("%s can't be sent to another studio: %s", self._name, error)
        finally:
            reading.attach("")

    def _tell(self, pts_ns: int, is_key: bool, data: bytes) -> None:
        for onlooker in self._onlookers:
            onlooker.put(pts_ns, is_key, data)


class _Reading:
    """The ring and the encoder; belong to the thread."""

    def __init__(self) -> None:
        self.name = ""
        self.heard_s = time.monotonic()
        self._reader: RingReader | None = None
        self._codec: VideoCodecContext | None = None
        self._reformatter = VideoReformatter()
        self._last = 0
        self._still: VideoFrame | None = None
        self._pts = -1

    @property
    def is_silent(self) -> bool:
        return time.monotonic() - self.heard_s > SILENT_S

    def attach(self, ring: str) -> None:
        if self._reader:
            self._reader.close()
        self._reader, self.name, self._last, self._still = None, ring, 0, None
        try:
            self._reader = RingReader.attach(ring) if ring else None
        except RingError:  # its writer died just now; the engine tells the next one's
            self._reader = None

    def picture(self) -> VideoFrame | None:
        """Return the newest picture that was not seen yet."""
        slot = self._reader.newest(time.monotonic_ns()) if self._reader else None
        if slot is None or slot.sequence == self._last or slot.format is not RingFormat.NV12:
            return None
        frame = _frame(slot)
        if self._reader is None or not self._reader.is_whole(slot):
            return None
        self._last, self.heard_s = slot.sequence, time.monotonic()
        self._still = frame
        return frame

    def still(self) -> VideoFrame | None:
        """Return the last picture as it is now, if none has come for a while."""
        if self._still is None or time.monotonic() - self.heard_s < REPEAT_S:
            return None
        self._still.pts = time.monotonic_ns() // 1_000
        return self._still

    def encode(self, frame: VideoFrame, *, is_key: bool) -> list[tuple[int, bool, bytes]]:
        height = min(frame.height, MOST_HEIGHT) // 2 * 2
        width = frame.width * height // frame.height // 2 * 2
        small = self._reformatter.reformat(frame, width, height, "yuv420p")
        codec = self._codec
        if codec is None or (codec.width, codec.height) != (width, height):
            codec = self._codec = _opened(width, height)
        self._pts = max(self._pts + 1, frame.pts or 0)  # a picture may be due after the next one
        small.pts, small.time_base = self._pts, _CLOCK
        small.pict_type = PictureType.I if is_key else PictureType.NONE
        return [
            (int(packet.pts or 0) * 1_000, packet.is_keyframe, bytes(packet))
            for packet in codec.encode(small)
        ]


def _frame(slot: Slot) -> VideoFrame:
    area = slot.width * slot.height
    memory = np.frombuffer(slot.data, np.uint8)[: area * 3 // 2]
    frame = VideoFrame.from_ndarray(memory.reshape(slot.height * 3 // 2, slot.width), "nv12")
    frame.pts = slot.pts_ns // 1_000
    return frame


def _opened(width: int, height: int) -> VideoCodecContext:
    codec = av.CodecContext.create("libx264", "w")
    assert isinstance(codec, VideoCodecContext)
    codec.width, codec.height, codec.pix_fmt = width, height, "yuv420p"
    codec.time_base, codec.framerate = _CLOCK, Fraction(FPS)
    codec.bit_rate = KBPS * 1_000
    codec.gop_size = KEY_EVERY
    codec.options = dict(_OPTIONS)
    codec.open()
    return codec
