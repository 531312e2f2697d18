"""``… gifts film``: draws for the app's editor, picture by picture, until its input ends.

It reads lines of JSON and hands each on to what draws, which answers at our standard output
by itself (see ``studio.engine.canvas.film``)::

    {"number": 3, "effect": {…}, "folder": "/…/gifts/rocket", "times_ms": [1200],
     "picture": [480, 270], "by": "小雨"}
"""

import json
import subprocess
import sys
from pathlib import Path

from pydantic import ValidationError

from studio.model.effect import Effect
from studio.plugin_host.gifts.film import EXAMPLE, order_for


def serve() -> int:
    """See the module; return the exit code."""
    child = subprocess.Popen(
        [sys.executable, "-m", "studio.engine.canvas.film"], stdin=subprocess.PIPE
    )
    assert child.stdin
    try:
        for line in sys.stdin.buffer:
            child.stdin.write(json.dumps(_order(json.loads(line))).encode() + b"\n")
            child.stdin.flush()
    except BrokenPipeError:
        return 1
    finally:
        child.stdin.close()
        child.wait()
    return 0


def _order(told: dict[str, object]) -> dict[str, object]:
    """Return what is handed on; of what is no effect, an order that is refused."""
    try:
        effect = Effect.model_validate(told["effect"])
    except ValidationError as error:
        return {"number": told["number"], "fault": error.errors()[0]["msg"]}
    times, picture = told["times_ms"], told["picture"]
    assert isinstance(times, list)
    assert isinstance(picture, list)
    size = picture[0], picture[1]
    order = order_for(effect, Path(str(told["folder"])), times, EXAMPLE, size)
    return order | {"number": told["number"]}
