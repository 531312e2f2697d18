"""Whether x264 takes an option of its own: asked before it is used.

Of the two ways by which FFmpeg hands names to x264, ``x264-params`` goes on after a name
that does not exist, ``x264opts`` fails.  So each option is tried alone on a tiny encoder,
which takes 3 ms::

    check({"bframes": "3"})
    check({"bfarmes": "3"})  # EncoderError: x264 has no option “bfarmes”, …
"""

from collections.abc import Mapping
from fractions import Fraction

import av
from av.video.codeccontext import VideoCodecContext

from studio.engine.encoders.errors import EncoderError

TINY_PX = 64


def split(params: str) -> dict[str, str]:
    """Return the options of ``a=1:b:c=2``, as x264 reads them; a name alone switches it on."""
    pairs = (part.partition("=") for part in params.split(":") if part)
    return {name: value if equals else "1" for name, equals, value in pairs}


def check(options: Mapping[str, str]) -> None:
    """Try options in x264's own names.

    Raises:
        EncoderError: If there is one that x264 does not take.
    """
    for name, value in options.items():
        if not _takes(name, value):
            raise EncoderError(
                f"x264 has no option “{name}”, or none that can be “{value}”: correct it in the "
                "encoder options or take it out"
            )


def _takes(name: str, value: str) -> bool:
    context = av.CodecContext.create("libx264", "w")
    assert isinstance(context, VideoCodecContext)
    context.width = context.height = TINY_PX
    context.pix_fmt = "nv12"
    context.time_base = Fraction(1, 30)
    context.thread_count = 1
    context.options = {"preset": "ultrafast", "x264opts": f"{name}={value}"}
    try:
        context.open()
    except av.ArgumentError:
        return False
    except av.FFmpegError:  # taken, but not for so small a picture
        return True
    return True
