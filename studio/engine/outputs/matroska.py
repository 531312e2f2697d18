"""A Matroska file that is whole up to its last second, whatever happens.

Clusters of at most a second are written as soon as they end, unbuffered, and the
segment's size stays "unknown" until the end: what a killed process or a full disk
leaves behind is a valid file.  FFmpeg writes nothing but to a Python file object
here, so that a failure to write is the system's own error, and no path is ever
taken for a URL::

    with MatroskaFile(file, {0: video_format, 1: audio_format}) as matroska:
        matroska.write(packet)

PyAV makes no stream for packets that it did not encode itself and that carry
their parameter sets apart, except after the stream of another file; so each track
is first put, headers only, into a FLV of a few bytes, and taken from there.
"""

import contextlib
import errno
import io
from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import TracebackType
from typing import Self

import av
from av.container import OutputContainer
from av.stream import Stream

from studio.engine.outputs.queue import Format
from studio.model.media import SECOND_NS, Packet, VideoFormat
from studio.rtmp import flv

CLUSTER_MS = 1000
WRITE_BYTES = 1 << 20
_NS = Fraction(1, SECOND_NS)


class MatroskaFile:
    """Writes packets into an opened file.

    Args:
        file: Opened for writing, unbuffered; stays open.
        formats: The tracks, 0 is the video.

    Raises:
        OSError: From any call, if the system can't write.
    """

    def __init__(self, file: io.FileIO, formats: Mapping[int, Format]) -> None:
        self._container = av.open(
            _WholeWrites(file),
            "w",
            format="matroska",
            buffer_size=WRITE_BYTES,
            container_options={"cluster_time_limit": str(CLUSTER_MS), "flush_packets": "1"},
        )
        self._streams = {
            track: _add_stream(self._container, format) for track, format in sorted(formats.items())
        }
        self._container.start_encoding()
        self._start_ns: int | None = None

    def write(self, packet: Packet) -> None:
        """Write a packet; the first one's decoding time becomes zero."""
        if self._start_ns is None:
            self._start_ns = packet.dts_ns
        out = av.Packet(packet.data)
        out.stream = self._streams[packet.track]
        out.time_base = _NS
        out.pts = packet.pts_ns - self._start_ns
        out.dts = packet.dts_ns - self._start_ns
        out.duration = packet.duration_ns
        out.is_keyframe = packet.is_key
        with _system_errors():
            self._container.mux_one(out)

    def close(self) -> None:
        """Write the last cluster, the index and the duration."""
        with _system_errors():
            self._container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


@contextlib.contextmanager
def _system_errors() -> Iterator[None]:
    """Turn what FFmpeg says into an OSError; the file's own errors come as they are."""
    try:
        yield
    except av.FFmpegError as error:
        if isinstance(error, OSError):
            raise
        raise OSError(errno.EIO, f"the file can't be written ({error.strerror})") from error


class _WholeWrites(io.RawIOBase):
    """Writes everything or raises; a disk that fills up takes a part and says nothing."""

    def __init__(self, file: io.FileIO) -> None:
        super().__init__()
        self._file = file

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def write(self, data: bytes) -> int:  # type: ignore[override]  # PyAV passes bytes only
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) :]
        return len(data)


def _add_stream(container: OutputContainer, format: Format) -> Stream:
    with av.open(io.BytesIO(_headers_as_flv(format)), format="flv") as template:
        stream = container.add_stream_from_template(template.streams[0], opaque=True)
    if isinstance(format, VideoFormat) and isinstance(stream, av.VideoStream):
        stream.codec_context.width = format.width
        stream.codec_context.height = format.height
        stream.codec_context.framerate = format.fps
    return stream


def _headers_as_flv(format: Format) -> bytes:
    if isinstance(format, VideoFormat):
        kind, body = flv.Tag.VIDEO, flv.video_header(format)
    else:
        kind, body = flv.Tag.AUDIO, flv.audio_header(format)
    tag = bytes((kind,)) + len(body).to_bytes(3) + bytes(7) + body
    return b"FLV\x01\x05\x00\x00\x00\x09\x00\x00\x00\x00" + tag + len(tag).to_bytes(4)
