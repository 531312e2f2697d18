"""Reads a camera into the rings; a picture's time is its arrival, made even (``arrival``).

FFmpeg's devices do it on every system: V4L2, DirectShow, AVFoundation.  Compressed
pictures (MJPEG) are asked for first, as USB 2 has no room for large raw ones.  A
device of another FFmpeg format is written with its name, ``decklink:DeckLink Mini``.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from studio.capture.arrival import Arrival
from studio.capture.container import Info
from studio.capture.devices import DEVICE_FORMATS, list_cameras
from studio.capture.errors import CaptureError, why
from studio.capture.orders import Orders
from studio.capture.settings import CaptureSettings
from studio.capture.tracks import Sink

SECOND_NS = 1_000_000_000
_OTHER_FORMATS = ("decklink", "lavfi", "libndi_newtek")
_OWN_OPTIONS = {"width", "height", "fps"}
_EACH_STANDS_ALONE = ("mjpeg", "rawvideo", "wrapped_avframe")
"""Codecs of which nothing need be decoded while nobody looks."""
_COMPRESSED = {
    "v4l2": {"input_format": "mjpeg"},
    "dshow": {"vcodec": "mjpeg", "rtbufsize": "64M"},
    "avfoundation": {"pixel_format": "nv12"},
}


def play_camera(
    settings: CaptureSettings,
    sink: Sink,
    orders: Orders,
    on_state: Callable[[str, str], None],
    on_info: Callable[[Info], None],
) -> None:
    """Show a camera until an order ends it.

    Raises:
        CaptureError: If it can't be opened, or stops.
        RingError: If there is no memory for the ring.
    """
    device = settings.target or _first_camera()
    container = _open(device, settings.options)
    has_begun = False
    try:
        stream = container.streams.video[0]
        stream.thread_type = "NONE"
        arrival = Arrival()
        may_leave_out = stream.codec_context.name in _EACH_STANDS_ALONE
        for packet in container.demux(stream):
            now_ns = time.monotonic_ns()
            if orders.is_ended:
                return
            shown = orders.shown
            if has_begun and may_leave_out and shown == (0, 0):
                continue
            for frame in packet.decode():
                if not has_begun:
                    has_begun = True
                    on_info(_info(stream))
                    on_state("running", "")
                if shown != (0, 0):
                    pts_ns = arrival.pts_ns(_taken_ns(frame), now_ns)
                    sink.write_picture(frame, pts_ns, shown)
    except (av.error.FFmpegError, OSError) as error:
        if not isinstance(error, av.error.EOFError):
            raise CaptureError(why(error, f"The camera {device}")) from error
    finally:
        container.close()
    raise CaptureError(f"The camera {device} sends no more pictures: is it still plugged in?")


def _taken_ns(frame: av.VideoFrame) -> int | None:
    """Return when a picture was taken by the camera's own clock, if that is known."""
    if frame.pts is None or frame.time_base is None:
        return None
    return int(frame.pts * frame.time_base * SECOND_NS)


def _first_camera() -> str:
    cameras = list_cameras()
    if not cameras:
        raise CaptureError("There is no camera on this computer: plug one in.")
    return cameras[0].device


def _open(device: str, options: Mapping[str, str]) -> InputContainer:
    """Open a camera, with what was asked for or the nearest that it can do."""
    format, file = _format_and_file(device)
    failure: Exception = CaptureError(f"The camera {device} can't be opened.")
    for attempt in _attempts(format, options):
        try:
            return av.open(file, "r", format=format, options=attempt)
        except (av.error.FFmpegError, OSError, ValueError) as error:
            failure = error
            if not isinstance(error, av.error.ArgumentError | av.error.OSError | ValueError):
                break
    raise CaptureError(why(failure, f"The camera {device}")) from failure


def _format_and_file(device: str) -> tuple[str, str]:
    format, _, name = device.partition(":")
    if format in _OTHER_FORMATS:
        return format, name
    format = DEVICE_FORMATS.get(sys.platform, "v4l2")
    return format, f"video={device}" if format == "dshow" else device


def _attempts(format: str, options: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """What to ask a camera for, the best first."""
    asked = {key: value for key, value in options.items() if key not in _OWN_OPTIONS}
    width, height, fps = (int(options.get(key, 0)) for key in ("width", "height", "fps"))
    if format in _COMPRESSED:
        if width and height:
            asked["video_size"] = f"{width}x{height}"
        if fps:
            asked["framerate"] = str(fps)
        yield {**_COMPRESSED[format], **asked}
        yield asked
    yield {key: value for key, value in asked.items() if key not in ("video_size", "framerate")}


def _info(stream: VideoStream) -> Info:
    context = stream.codec_context
    fps = stream.average_rate or Fraction(0)
    return Info(context.width, context.height, fps, 0, False, context.name)
