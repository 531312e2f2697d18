"""Which decoder reads what a publisher sends, and whether this machine has it.

The relay asks before a stream is made to fit, so that who sends what can't be read is told so at
once; the process that does it opens the decoder (``studio.room.relay.transcode.decoder``)::

    name = decoder_of(header_body)            # None: none that is known, or none here
    sentence = undecodable(source)            # "" if its pictures can be read
"""

import av

from studio.room.relay.fit import Form
from studio.room.relay.source import Source

_EXTENDED, _FOUR_CC = 0x80, slice(1, 5)
_DECODERS = {
    b"avc1": ("h264",),
    b"hvc1": ("hevc",),
    b"av01": ("libdav1d", "libaom-av1"),  # FFmpeg's own needs a GPU
    b"vp09": ("vp9", "libvpx-vp9"),
}


def decoder_of(header: bytes) -> str | None:
    """Return the name of a decoder by the body of a sequence header; None if there is none."""
    four_cc = header[_FOUR_CC] if header[0] & _EXTENDED else b"avc1"
    return next((name for name in _DECODERS.get(four_cc, ()) if _is_here(name)), None)


def undecodable(source: Source) -> str:
    """Return why a publisher's pictures can't be read here, and what to change; "" if they can."""
    if source.video_header is None or decoder_of(source.video_header.body):
        return ""
    return (
        f"{source.name} sends {Form.of(source).video}, which this server can't read: set its video "
        "codec to H.264 and try again."
    )


def _is_here(name: str) -> bool:
    try:
        av.Codec(name, "r")
    except ValueError:  # UnknownCodecError
        return False
    return True
