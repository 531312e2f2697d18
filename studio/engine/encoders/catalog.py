"""The encoders that exist, best first for each system, and how each is set up.

All are asked for the same stream: constant bit rate with a buffer of one second,
a key frame at a fixed distance and on demand, closed GOPs, no B-frames unless
asked for.  Platforms want the first two, and a stream can be cut over to another
device only at a key frame that needs nothing from before it.  Each encoder has
names of its own for that; here they are::

    for spec in for_this_system():
        options = spec.options(settings)
"""

import glob
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studio.engine.encoders.errors import EncoderError
from studio.engine.encoders.settings import AUTO, EncoderSettings, Latency

X264_PARAMS = "x264-params"
X264_OPTS = "x264opts"
"""FFmpeg's two names for a list of x264's own options."""


@dataclass(frozen=True, slots=True)
class EncoderSpec:
    """One encoder of FFmpeg and what we know of it.

    Attributes:
        id: Its name in FFmpeg and on our command line.
        title: Its name for people.
        needs: What a machine must have for it, for the sentence when it fails.
        presets: Its presets, fastest first; empty if it has none.
        usual: The preset that is right on most machines, or "".
        specific: Options in its own names for these settings, without the preset.
        hardware: True if it costs the CPU next to nothing.
        linux_devices: Patterns of device files; without any of them there is no use
            in trying it on Linux, which saves the third of a second that a try takes.
    """

    id: str
    title: str
    needs: str
    presets: tuple[str, ...]
    usual: str
    specific: Callable[[EncoderSettings], dict[str, str]]
    preset_option: str = "preset"
    hardware: bool = True
    linux_devices: tuple[str, ...] = ()

    def absent(self) -> str:
        """Say why there is no use in trying it here, at no cost; "" if there may be."""
        if sys.platform != "linux" or not self.linux_devices:
            return ""
        if any(glob.glob(pattern) for pattern in self.linux_devices):
            return ""
        devices = " or ".join(self.linux_devices)
        return f"{self.title} finds no device here ({devices}); it needs {self.needs}"

    def preset(self, settings: EncoderSettings) -> str:
        """Return the preset to open with: the one asked for, else the usual one.

        Raises:
            EncoderError: If it has no preset of that name.
        """
        wanted = settings.preset
        if wanted == AUTO or not self.presets:
            return self.usual
        if wanted not in self.presets:
            raise EncoderError(
                f"{self.title} has no preset “{wanted}”: choose one of {', '.join(self.presets)}"
            )
        return wanted

    def options(self, settings: EncoderSettings) -> dict[str, str]:
        """Return everything that is said to it by name, without the user's own options."""
        options = {"maxrate": f"{settings.kbps}k", "bufsize": f"{settings.kbps}k"}
        if self.usual:
            options[self.preset_option] = self.preset(settings)
        return options | self.specific(settings)


def _x264(settings: EncoderSettings) -> dict[str, str]:
    options = {
        "nal-hrd": "cbr",
        "forced-idr": "1",
        # A cut in the picture would move every key frame after it.
        "sc_threshold": "0",
        X264_PARAMS: "force-cfr=1",
    }
    if settings.latency is Latency.LOW:
        options["tune"] = "zerolatency"
    return options


def _nvenc(settings: EncoderSettings) -> dict[str, str]:
    low = settings.latency is Latency.LOW
    return {
        "rc": "cbr",
        "tune": "ll" if low else "hq",
        "forced-idr": "1",
        "no-scenecut": "1",
        "strict_gop": "1",
        "spatial-aq": "1",
        "cbr_padding": "1",
        "rc-lookahead": "0" if low else "8",
        "zerolatency": "1" if low else "0",
        "delay": "0" if low else "8",
    }


def _qsv(settings: EncoderSettings) -> dict[str, str]:
    low = settings.latency is Latency.LOW
    return {
        "forced_idr": "1",
        "scenario": "livestreaming",
        "adaptive_i": "0",
        "idr_interval": "0",
        "look_ahead": "0",
        "low_delay_brc": "1" if low else "0",
        "async_depth": "1" if low else "4",
        "minrate": f"{settings.kbps}k",
    }


def _amf(settings: EncoderSettings) -> dict[str, str]:
    return {
        "usage": "lowlatency" if settings.latency is Latency.LOW else "transcoding",
        "rc": "cbr",
        "forced_idr": "1",
        "enforce_hrd": "1",
        "filler_data": "1",
        "pa_scene_change_detection_enable": "0",
    }


def _media_foundation(settings: EncoderSettings) -> dict[str, str]:
    low = settings.latency is Latency.LOW
    return {
        "rate_control": "cbr",
        "scenario": "live_streaming",
        "hw_encoding": "1",
        "quality": "50" if low else "80",
    }


def _video_toolbox(settings: EncoderSettings) -> dict[str, str]:
    del settings  # it has one way of working that is right for live video
    return {"realtime": "1", "allow_sw": "0", "profile": "high", "a53cc": "0"}


X264 = EncoderSpec(
    "libx264",
    "x264",
    "nothing but processor time",
    # Slower ones than medium gain little and cost more than a studio has to give.
    ("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower"),
    "veryfast",
    _x264,
    hardware=False,
)
NVENC = EncoderSpec(
    "h264_nvenc",
    "NVENC",
    "an NVIDIA graphics card with a driver of version 570 or newer",
    ("p1", "p2", "p3", "p4", "p5", "p6", "p7"),
    "p5",
    _nvenc,
    linux_devices=("/dev/nvidiactl", "/dev/dxg"),
)
QSV = EncoderSpec(
    "h264_qsv",
    "Quick Sync",
    "an Intel processor with graphics and Intel's media driver",
    ("veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"),
    "medium",
    _qsv,
    linux_devices=("/dev/dri/renderD*",),
)
AMF = EncoderSpec(
    "h264_amf",
    "AMF",
    "an AMD graphics card with AMD's own driver",
    ("speed", "balanced", "quality"),
    "quality",
    _amf,
    preset_option="quality",
)
MEDIA_FOUNDATION = EncoderSpec(
    "h264_mf",
    "Media Foundation",
    "Windows with a hardware encoder, and not the edition without media",
    (),
    "",
    _media_foundation,
)
VIDEO_TOOLBOX = EncoderSpec("h264_videotoolbox", "VideoToolbox", "a Mac", (), "", _video_toolbox)

_BY_SYSTEM: Mapping[str, tuple[EncoderSpec, ...]] = {
    "win32": (NVENC, QSV, AMF, MEDIA_FOUNDATION, X264),
    "darwin": (VIDEO_TOOLBOX, X264),
    "linux": (NVENC, QSV, X264),
}


def for_this_system(system: str = sys.platform) -> tuple[EncoderSpec, ...]:
    """Return the encoders worth trying on a system, best first, x264 last."""
    return _BY_SYSTEM.get(system, (X264,))


def find(encoder: str) -> EncoderSpec:
    """Return the encoder with that id, of whichever system.

    Raises:
        EncoderError: If there is none.
    """
    known = {spec.id: spec for specs in _BY_SYSTEM.values() for spec in specs}
    if encoder not in known:
        raise EncoderError(
            f"there is no encoder “{encoder}”: choose auto or one of {', '.join(sorted(known))}"
        )
    return known[encoder]


def after(spec: EncoderSpec, system: str = sys.platform) -> tuple[EncoderSpec, ...]:
    """Return what is left to try when an encoder has failed, x264 last and always."""
    here = for_this_system(system)
    return here[here.index(spec) + 1 :] if spec in here else (X264,)
