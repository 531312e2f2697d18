"""A private configuration of OBS for the standard scene: profile, scenes, service.

The wizard stays away when FirstRun and LastVersion are set.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.bench.run_options import RunOptions
from tests.bench.standard_scene import CAMERA_SIZE, DISPLAY_SIZE, LOGO_SIZE, Box

Json = dict[str, object]
LAST_VERSION = 29 << 24 | 2
ALIGN_TOP_LEFT = 5


def write_profile(
    root: Path, options: RunOptions, display: str, server: str, key: str, port: int
) -> None:
    """Write everything that OBS reads at its start.

    Args:
        root: XDG_CONFIG_HOME of that OBS.
        options: Size, rate, layers.
        display: Of X, that is captured.
        server: Address without the key.
        key: The stream key.
        port: Where obs-websocket listens.
    """
    base = root / "obs-studio"
    profile = base / "basic" / "profiles" / "std"
    _write_ini(base / "global.ini", _global(port))
    _write_ini(profile / "basic.ini", _basic(options))
    encoder = {"rate_control": "CBR", "bitrate": options.kbps, "preset": "veryfast"}
    _write_json(profile / "streamEncoder.json", encoder | {"keyint_sec": 2})
    service = {"server": server, "key": key, "use_auth": False, "bwtest": False}
    _write_json(profile / "service.json", {"type": "rtmp_custom", "settings": service})
    _write_json(base / "basic" / "scenes" / "std.json", collection(options, display))


def _global(port: int) -> Mapping[str, Json]:
    return {
        "General": {
            "FirstRun": "true",
            "LastVersion": LAST_VERSION,
            "EnableAutoUpdates": "false",
            "ConfirmOnExit": "false",
        },
        "Basic": {
            "Profile": "std",
            "ProfileDir": "std",
            "SceneCollection": "std",
            "SceneCollectionFile": "std",
            "ConfigOnNewProfile": "false",
        },
        "BasicWindow": {
            "PreviewEnabled": "false",
            "WarnBeforeStartingStream": "false",
            "WarnBeforeStoppingStream": "false",
            "SysTrayEnabled": "true",
            "SysTrayWhenStarted": "true",
        },
        "Video": {"Renderer": "OpenGL"},
        "OBSWebSocket": {
            "FirstLoad": "false",
            "ServerEnabled": "true",
            "ServerPort": port,
            "AlertsEnabled": "false",
            "AuthRequired": "false",
        },
    }


def _basic(options: RunOptions) -> Mapping[str, Json]:
    return {
        "General": {"Name": "std"},
        "Output": {"Mode": "Advanced"},
        "AdvOut": {
            "Encoder": "obs_x264",
            "TrackIndex": 1,
            "ApplyServiceSettings": "false",
            "Track1Bitrate": 160,
            "Rescale": "false",
        },
        "Video": {
            "BaseCX": options.width,
            "BaseCY": options.height,
            "OutputCX": options.width,
            "OutputCY": options.height,
            "FPSType": 1,
            "FPSInt": options.fps,
            "FPSCommon": options.fps,
            "ColorFormat": "NV12",
            "ColorSpace": "709",
            "ColorRange": "Partial",
        },
        "Audio": {"SampleRate": 48000, "ChannelSetup": "Stereo"},
    }


def collection(options: RunOptions, display: str) -> Json:
    """Return the scene collection."""
    places, media = options.layout, options.media
    sources: list[Json] = []
    items: list[Json] = []

    def add(source: Json, box: Box, size: tuple[int, int]) -> None:
        sources.append(source)
        items.append(_item(len(items) + 1, str(source["name"]), box, size))

    if places.bg:
        add(_media("bg", media / "bg.mp4"), places.bg, DISPLAY_SIZE)
    if places.screen:
        grab = {"screen": 0, "show_cursor": True, "advanced": True, "server": display}
        add(_source("xshm_input", "screen", grab), places.screen, DISPLAY_SIZE)
    if places.cam:
        camera = _media("cam", media / "cam.mp4") | {"filters": [_key_filter()]}
        add(camera, places.cam, CAMERA_SIZE)
    if places.logo:
        logo = _source("image_source", "logo", {"file": str(media / "logo.png")})
        add(logo, places.logo, LOGO_SIZE)
    if text := places.text:
        font = {"face": "DejaVu Sans", "style": "Book", "size": int(text.size), "flags": 0}
        line = _source("text_ft2_source", "text", {"text": text.words, "font": font})
        line["versioned_id"] = "text_ft2_source_v2"
        add(line, Box(text.left, text.top, 1, 1), (1, 1))
    add(_media("music", media / "music.wav"), Box(0, 0, 1, 1), (1, 1))
    scene = {"items": items, "id_counter": len(items), "custom_size": False}
    return {
        "name": "std",
        "current_scene": "Main",
        "current_program_scene": "Main",
        "scene_order": [{"name": "Main"}],
        "sources": [*sources, _source("scene", "Main", scene)],
        "groups": [],
        "transitions": [],
        "current_transition": "Cut",
        "transition_duration": 300,
        "modules": {},
    }


def _source(kind: str, name: str, settings: Json) -> Json:
    return {
        "id": kind,
        "versioned_id": kind,
        "name": name,
        "settings": settings,
        "enabled": True,
        "mixers": 255,
        "volume": 1.0,
        "balance": 0.5,
        "monitoring_type": 0,
    }


def _media(name: str, path: Path) -> Json:
    settings = {
        "local_file": str(path),
        "is_local_file": True,
        "looping": True,
        "hw_decode": False,
        "restart_on_activate": False,
        "close_when_inactive": False,
        "clear_on_media_end": False,
    }
    return _source("ffmpeg_source", name, settings)


def _key_filter() -> Json:
    settings = {"key_color_type": "green", "similarity": 400, "smoothness": 80, "spill": 100}
    chroma_key = _source("chroma_key_filter", "key", settings)
    return chroma_key | {"versioned_id": "chroma_key_filter_v2"}


def _item(number: int, name: str, box: Box, size: tuple[int, int]) -> Json:
    return {
        "name": name,
        "id": number,
        "visible": True,
        "locked": False,
        "rot": 0.0,
        "pos": {"x": box.left, "y": box.top},
        "scale": {"x": box.width / size[0], "y": box.height / size[1]},
        "align": ALIGN_TOP_LEFT,
        "bounds_type": 0,
        "bounds": {"x": 0.0, "y": 0.0},
        "scale_filter": "disable",
        "blend_method": "default",
        "blend_type": "normal",
    }


def _write_ini(path: Path, sections: Mapping[str, Json]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        for title, values in sections.items():
            file.write(f"[{title}]\n")
            file.writelines(f"{key}={value}\n" for key, value in values.items())
            file.write("\n")


def _write_json(path: Path, value: Json) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value))
