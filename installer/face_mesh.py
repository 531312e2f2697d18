"""Writes the triangles of MediaPipe's face mesh: ``python -m installer.face_mesh``.

MediaPipe lists the three edges of each triangle one after the other; the engine, which must
not load MediaPipe, reads the corners from the file that this makes.
"""

import json

from studio.ar import mediapipe_tasks
from studio.engine.compositor.face_mesh import TRIANGLES_FILE


def triangles() -> list[tuple[int, int, int]]:
    """Return the corners of each triangle."""
    landmarker = mediapipe_tasks.module("vision.face_landmarker")
    edges = landmarker.FaceLandmarksConnections.FACE_LANDMARKS_TESSELATION
    return [
        (first.start, first.end, second.end)
        for first, second in zip(edges[::3], edges[1::3], strict=True)
    ]


if __name__ == "__main__":
    TRIANGLES_FILE.write_text(json.dumps(triangles(), separators=(",", ":")) + "\n", "utf-8")
