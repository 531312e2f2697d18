"""What try_deb.sh has the installed program do: find the face on the README's photograph.

A package that lacks a part of MediaPipe starts and streams, and only never sees anybody::

    rocket-studio -c "$(cat installer/package/try_faces.py)" assets/images/faces.webp
"""

import sys

import numpy as np
from PIL import Image

from studio.ar.face_tasks import FaceReader
from studio.weights.models import named


def main(path: str) -> int:
    """Say whether a face was seen; return the exit code."""
    with Image.open(path) as picture:
        side = min(picture.size)
        rgb = np.asarray(picture.convert("RGB").crop((0, 0, side, side)).resize((256, 256)))
    seen = FaceReader(named("face").path).look(rgb)
    print("No face is seen." if seen is None else f"A face is seen: {len(seen.points)} points.")
    return int(seen is None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
