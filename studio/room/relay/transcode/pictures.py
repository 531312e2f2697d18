"""From a publisher's pictures to the programme's.

pictures = Pictures(target)
pictures.configure(header_body)
for tag in pictures.take(tag, is_late=False): …
pictures.want_key()
"""

from av.video.frame import VideoFrame

from studio.publish.queue import MediaTag
from studio.room.relay.target import Target
from studio.room.relay.transcode.canvas import Canvas
from studio.room.relay.transcode.decoder import PictureDecoder
from studio.room.relay.transcode.encoder import PictureEncoder
from studio.room.relay.transcode.grid import Frame, FrameGrid
from studio.rtmp.flv import Tag

SHOWN_LATE_MS = 250
"""However late it is, one picture in so long is encoded: a still would be taken for an end."""


class Pictures:
    """See the module; belongs to one thread, but for ``want_key``.

    Attributes:
        dropped: Frames that were left out because this machine is too slow.
    """

    def __init__(self, target: Target) -> None:
        self.dropped = 0
        self._decoder = PictureDecoder()
        self._grid = FrameGrid(target.fps)
        self._canvas = Canvas(target.width, target.height)
        self._encoder = PictureEncoder(target)
        self._wants_key = True
        self._encoded_ms = 0
        self._half_frame_ms = 500 // target.fps
        self._begin_ms = -1
        self._is_blank = True

    @property
    def header(self) -> bytes:
        """The body of the sequence header."""
        return self._encoder.header

    @property
    def is_lost(self) -> bool:
        """Whether nothing comes before the publisher's next key frame."""
        return self._decoder.is_lost

    def configure(self, body: bytes) -> None:
        """Take the publisher's sequence header."""
        self._decoder.configure(body)

    def want_key(self) -> None:
        """Make the next picture a key frame; from any thread."""
        self._wants_key = True

    def resume(self, picture_ms: int) -> None:
        """Show nothing up to a time: another process has."""
        self._begin_ms = picture_ms + self._half_frame_ms

    def take(self, tag: MediaTag, *, is_late: bool) -> list[MediaTag]:
        """Return what a picture becomes; ``is_late``: leave out what can be."""
        out: list[MediaTag] = []
        for picture in self._decoder.decode(tag):
            out += self._shown(picture, tag.time_ms, is_late=is_late)
        return out

    def _shown(self, picture: VideoFrame, time_ms: int, *, is_late: bool) -> list[MediaTag]:
        repeats, frame = self._grid.place(time_ms if picture.pts is None else picture.pts)
        if frame is None or frame.time_ms < self._begin_ms:
            return []
        if self._is_blank:
            repeats, self._is_blank = [], False
        if is_late and 0 <= frame.time_ms - self._encoded_ms < SHOWN_LATE_MS:
            self.dropped += len(repeats) + 1
            return []
        out: list[MediaTag] = []
        if is_late:
            self.dropped += len(repeats)
        else:
            for repeat in repeats:
                out += self._encode(repeat)
        self._canvas.lay(picture)
        return out + self._encode(frame)

    def _encode(self, frame: Frame) -> list[MediaTag]:
        self._encoded_ms = frame.time_ms
        if wants_key := self._wants_key:  # cleared only then: another thread may just be asking
            self._wants_key = False
        encoded = self._encoder.encode(self._canvas.frame, frame.number, wants_key=wants_key)
        if encoded is None:
            return []
        body, is_key = encoded
        return [MediaTag(Tag.VIDEO, frame.time_ms, body, is_key=is_key)]
