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

Beside events (``studio.sdk.events`` has all of them) there are ``plugin.after`` and
``plugin.every`` for timers; ``plugin.say``, ``play``, ``show_scene``, ``set_source`` and
``fetch`` ask the studio for something, each behind a right; ``plugin.settings``,
``plugin.storage`` and ``plugin.panel`` are what the user sets, what is kept, and what is
shown in the window.  plugins/cookbook has twelve short examples.

It runs in a process of its own, one thing after the other: a handler that takes long
delays the plugin's own next event, and nothing else.  What a handler puts on the canvas
is shown at one frame.
"""

from studio.model.canvas import Blend, Easing, Key, Keys, Mask, Motion, Property, Spring
from studio.model.canvas_content import (
    Box,
    Content,
    Emitter,
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
from studio.model.effect import Effect, EffectError, Part, Step, When, read_effect
from studio.model.kinds import TextSettings
from studio.sdk.avatar import color_of, put_avatar
from studio.sdk.battle_side import BattleSide
from studio.sdk.canvas import Canvas, slide
from studio.sdk.effects import EffectNodes, EffectWords
from studio.sdk.events import (
    AudioLevel,
    Battle,
    Caption,
    Combo,
    ControlUsed,
    Danmaku,
    Entered,
    Event,
    Face,
    Faces,
    Follow,
    Gift,
    HotkeyPressed,
    Refused,
    SceneShown,
    SettingsChanged,
    Started,
    StreamState,
)
from studio.sdk.fetched import Fetched
from studio.sdk.panel import Panel, PanelControl
from studio.sdk.plugin import Plugin
from studio.sdk.prefab import Prefab
from studio.sdk.storage import Storage, StorageError
from studio.sdk.words import cells, clusters, initial, shorten

__all__ = [
    "AudioLevel",
    "Battle",
    "BattleSide",
    "Blend",
    "Box",
    "Canvas",
    "Caption",
    "Combo",
    "Content",
    "ControlUsed",
    "Danmaku",
    "Easing",
    "Effect",
    "EffectError",
    "EffectNodes",
    "EffectWords",
    "Emitter",
    "Entered",
    "Event",
    "Face",
    "Faces",
    "Fetched",
    "Follow",
    "Gift",
    "Group",
    "HotkeyPressed",
    "Image",
    "Key",
    "Keys",
    "Lottie",
    "Mask",
    "Model",
    "Motion",
    "NineSlice",
    "Painted",
    "Panel",
    "PanelControl",
    "Part",
    "Particles",
    "Plugin",
    "Prefab",
    "Property",
    "Refused",
    "SceneShown",
    "SettingsChanged",
    "Shader",
    "Spring",
    "Started",
    "Step",
    "Storage",
    "StorageError",
    "StreamState",
    "Text",
    "TextSettings",
    "Video",
    "When",
    "cells",
    "clusters",
    "color_of",
    "initial",
    "put_avatar",
    "read_effect",
    "shorten",
    "slide",
]
