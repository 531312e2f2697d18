"""Who made a character and what its licence says, read from the head of its file.

told = about(Path("my.vrm"))      # "Mia by Noor. Licence: CC_BY.", or "" if the file tells nothing
"""

import json
import struct
from pathlib import Path

from studio.app.words import tr

MOST_BYTES = 32 << 20
"""Of the description; what is longer is not read."""
MOST_LETTERS = 300


def about(path: Path) -> str:
    """Return a sentence on a .vrm or .glb; "" if it can't be read."""
    meta, extras = _meta(path)
    title = _text(meta.get("name") or meta.get("title") or extras.get("title"))
    authors = meta.get("authors") or meta.get("author") or extras.get("author")
    author = _text(", ".join(map(str, authors)) if isinstance(authors, list) else authors)
    licence = _text(meta.get("licenseUrl") or meta.get("licenseName") or extras.get("license"))
    more = _text(meta.get("otherLicenseUrl"))
    if not (title or author or licence or path.suffix.lower() == ".vrm"):
        return ""
    said = licence or tr("none is told: ask its author before you go live with it")
    return tr(
        "{title} by {author}. Licence: {licence}",
        title=title or path.stem,
        author=author or tr("nobody who is named"),
        licence=f"{said} {more}".strip(),
    )


def _meta(path: Path) -> tuple[dict[str, object], dict[str, object]]:
    try:
        with path.open("rb") as file:
            magic, _, _, length, kind = struct.unpack("<4sIIII", file.read(20))
            if magic != b"glTF" or kind != 0x4E4F534A or length > MOST_BYTES:
                return {}, {}
            told = json.loads(file.read(length))
    except (OSError, ValueError, struct.error, RecursionError):
        return {}, {}
    extensions = _table(_table(told).get("extensions"))
    vrm = _table(extensions.get("VRMC_vrm")) or _table(extensions.get("VRM"))
    return _table(vrm.get("meta")), _table(_table(_table(told).get("asset")).get("extras"))


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return " ".join(value.split())[:MOST_LETTERS] if isinstance(value, str) else ""
