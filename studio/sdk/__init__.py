"""All that a plugin of Rocket Studio may import.  Under Apache-2.0, as its LICENSE says.

A plugin is a folder with ``plugin.toml`` and a Python file that makes a ``plugin``::

    from studio.sdk import Gift, Plugin, Started, Text, TextSettings, slide

    plugin = Plugin()

    @plugin.on(Started)
    def greet(_: Started) -> None:
        words = Text(text=TextSettings(text="你好!", size_px=96))
        plugin.canvas.put("hello", words, x=960, y=slide(-100, 540, 600, "bounce_out"))

    @plugin.on(Gift)
    def thank(gift: Gift) -> None:
        plugin.log(f"{gift.by} gave {gift.count} {gift.name}")

It runs in a process of its own, one thing after the other: a handler that takes long
delays the plugin's own next event, and nothing else.  What a handler puts on the canvas
is shown at one frame.
"""

from studio.model.canvas import Blend, Easing, Key, Keys, Mask, Motion, Property, Spring
from studio.model.canvas_content import (
    Box,
    Content,
    Group,
    Image,
    Lottie,
    Model,
    NineSlice,
    Painted,
    Particles,
    Shader,
    Text,
    Video,
)
from studio.model.kinds import TextSettings
from studio.sdk.canvas import Canvas, slide
from studio.sdk.events import Danmaku, Event, Gift, SceneShown, Started
from studio.sdk.plugin import Plugin

__all__ = [
    "Blend",
    "Box",
    "Canvas",
    "Content",
    "Danmaku",
    "Easing",
    "Event",
    "Gift",
    "Group",
    "Image",
    "Key",
    "Keys",
    "Lottie",
    "Mask",
    "Model",
    "Motion",
    "NineSlice",
    "Painted",
    "Particles",
    "Plugin",
    "Property",
    "SceneShown",
    "Shader",
    "Spring",
    "Started",
    "Text",
    "TextSettings",
    "Video",
    "slide",
]
