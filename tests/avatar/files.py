"""Files of avatars for tests: our own in each format, and what is wrong with files."""

import json
import struct
from collections.abc import Callable
from functools import cache
from typing import Any

from installer.avatar_assets.nova import nova
from installer.avatar_assets.vrm_file import vrm_of
from studio.avatar.load import loaded
from studio.avatar.model import AvatarModel

Document = dict[str, Any]


@cache
def own_file(version: int = 1) -> bytes:
    """Return our avatar as a file of VRM 1.0 or VRM 0."""
    return vrm_of(nova(), version)


@cache
def own_model(version: int = 1) -> AvatarModel:
    """Return our avatar."""
    return loaded(own_file(version), "nova")


def document_of(file: bytes) -> Document:
    """Return a file's description."""
    (length,) = struct.unpack_from("<I", file, 12)
    document: Document = json.loads(file[20 : 20 + length])
    return document


def changed(file: bytes, change: Callable[[Document], object]) -> bytes:
    """Return a file with another description."""
    (length,) = struct.unpack_from("<I", file, 12)
    document = document_of(file)
    change(document)
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    rest = file[20 + length :]
    head = struct.pack("<4sII", b"glTF", 2, 20 + len(text) + len(rest))
    return head + struct.pack("<I4s", len(text), b"JSON") + text + rest
