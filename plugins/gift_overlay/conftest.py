"""What the tests share: gifts, and a folder of tiers and effects."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.sdk import Gift

TIERS = """\
tier = [
    {id = "free", from_coins = 0, shows = "line", sound = "tick.ogg"},
    {id = "small", from_coins = 1, shows = "banner", sound = "pop.ogg"},
    {id = "middle", from_coins = 11, shows = "animation", effect = "sparks"},
    {id = "large", from_coins = 500, shows = "full_screen", effect = "sparks", duck_db = -8.0},
    {id = "legendary", from_coins = 5_000, shows = "full_screen"},
]
milestone = [{count = 10, raises = 1}, {count = 66, raises = 1}, {count = 520, raises = 2}]
"""
EFFECT = """\
id = "{id}"
name = {{ zh = "效", en = "effect" }}
ms = 3000
{when}
[[part]]
id = "hull"
content = {{ kind = "box", width = 100, height = 50 }}
layer = "behind"
x = 960
y = [[0, 1400], [1000, 500, "out"]]
[[part]]
id = "who"
on = "hull"
content = {{ kind = "text", text = {{ text = "{{by}} {{gift}} ×{{count}} {{coins}} {{x}}" }} }}
[[part]]
id = "face"
avatar = {{ size_px = 80 }}
at_ms = 1000
until_ms = 2000
layer = "front"
[[part]]
id = "bang"
sound = {{ file = "bang.ogg" }}
at_ms = 500
"""

GiveFn = Callable[..., Gift]


def give(
    kind: str = "rose",
    coins: int = 1,
    by: str = "小雨",
    combo: int = 1,
    count: int = 1,
    **more: Any,
) -> Gift:
    """Return a gift; ``combo`` is how many its run has by then."""
    name = {"rose": "玫瑰", "rocket": "火箭"}.get(kind, kind)
    return Gift(combo, kind, name, count, coins, by, f"c-{by}-{kind}", combo, 0, **more)


def write_effect(folder: Path, name: str, when: str = "") -> Path:
    """Make an effect with a box, a text on it, a face and a sound."""
    path = folder / name
    path.mkdir(exist_ok=True, parents=True)
    (path / "effect.toml").write_text(EFFECT.format(id=name, when=when), "utf-8")
    (path / "bang.ogg").write_bytes(b"not looked at here")
    return path


@pytest.fixture
def gifts(tmp_path: Path) -> Path:
    """A folder of gifts, as the studio shares one."""
    folder = tmp_path / "gifts"
    folder.mkdir()
    (folder / "tiers.toml").write_text(TIERS, "utf-8")
    for name in ("tick.ogg", "pop.ogg"):
        (folder / name).write_bytes(b"not looked at here")
    write_effect(folder, "sparks")
    write_effect(folder, "rocket", '[when]\ngifts = ["rocket"]')
    return folder
