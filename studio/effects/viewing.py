"""``python -m studio.effects.viewing``: draws single views of models on heads, for a preview.

A program of its own that whoever previews starts.  It reads lines of JSON and answers each
with a line of JSON and the planes behind it, view by view::

    {"content": {"kind": "head_views", …}, "views": [67, 70]}
    {"size": [w, h], "facts": […], "boxes": [[left, top, width, height], …]}   + the planes
    {"refused": "The file crown.glb can't be read: …"}

It ends with its standard input.
"""

import json
import os
import sys
from typing import BinaryIO

import cv2

from studio.effects.errors import EffectError
from studio.effects.recipe import recipe_of
from studio.effects.round import cut
from studio.ipc import priority
from studio.model.head_views import VIEWS, HeadViews


def serve(asked: BinaryIO, told: BinaryIO) -> None:
    """Answer until there is nothing more to read."""
    for line in asked:
        order = json.loads(line)
        try:
            stage = recipe_of(HeadViews.model_validate(order["content"])).views()
            cuts = [cut(stage.picture(int(index) / VIEWS)) for index in order["views"]]
        except EffectError as error:
            told.write(json.dumps({"refused": str(error)}).encode() + b"\n")
        else:
            boxes = [(b.left, b.top, b.width, b.height) for b in (each.box for each in cuts)]
            about = {"size": stage.size, "facts": stage.facts, "boxes": boxes}
            told.write(json.dumps(about).encode() + b"\n")
            told.writelines(each.planes for each in cuts)
        told.flush()


def main() -> int:
    """See the module."""
    # Libraries print; what is theirs must not lie between our pictures.
    told = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    priority.rank(priority.PREVIEW)
    cv2.setNumThreads(1)
    serve(sys.stdin.buffer, told)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
