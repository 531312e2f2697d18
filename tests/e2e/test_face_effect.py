"""What a face wears on the stream that is received: it is there, and goes where the face goes."""

import itertools
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.model.commands import CloseView
from studio.model.scene import Filter
from studio.weights.fetching import is_whole
from studio.weights.models import named
from tests.ar.clips import FPS
from tests.e2e.app_stand_in import AppStandIn, seen, wait
from tests.e2e.face_clip import Path2D
from tests.e2e.face_stage import face_scene, is_tracking
from tests.e2e.live_studio import LiveStudio
from tests.servers import NginxRtmp

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not is_whole(named("face")), reason="no models on this machine"),
]

SIZE = WIDTH, HEIGHT = 640, 360
CHEAP = ["--encoder", "libx264", "--preset", "superfast", "--video-kbps", "2500"]
WATCH_S = 6
FACE_PX = Path2D(WIDTH, HEIGHT).pose(0).size
CROWN = Filter(name="Tried", kind="face_effect", settings={"effect": "crown"})
HEAD_PX = 96
EARS = np.s_[-0.95, -0.55]
"""Where a cat's ears are, in widths of a face above its middle."""

FEW, MANY = 60, 300
"""Pixels as pink as a cat's ears: of the bare photograph at most, and with them on at least."""

Rgb = NDArray[np.int_]


def pictures(path: Path) -> Iterator[Rgb]:
    with av.open(str(path)) as file:
        for frame in file.decode(video=0):
            yield frame.to_ndarray(format="rgb24").astype(int)


def pink_of_ears(rgb: Rgb) -> int:
    """Return how many pixels are as pink as a cat's ears, above a face whose dot says where."""
    red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    is_dot = (green - red > 80) & (green - blue > 80)
    if is_dot.sum() < 20:
        return -1
    y, x = (float(each.mean()) for each in np.nonzero(is_dot))
    middle = y - 1.3 * FACE_PX
    top, bottom = (max(0, round(middle + share * FACE_PX)) for share in EARS)
    left, right = round(x - 0.6 * FACE_PX), round(x + 0.6 * FACE_PX)
    box = np.s_[top:bottom, max(0, left) : right]
    return int(((red - green)[box] > 60)[(blue - green)[box] > 0].sum())


def heads(app: AppStandIn, *tried: tuple[Filter, ...]) -> Iterator[Rgb]:
    """Give a still of the head with each of these on, as a grid to choose from shows it."""
    for filters in tried:
        size = {"width": HEAD_PX, "height": HEAD_PX}
        view, ring = app.open_view(of="head", name="Camera", filters=filters, **size)
        wait(lambda ring=ring: ring.newest(time.monotonic_ns()))  # type: ignore[misc]
        yield seen(ring).astype(int)
        app.do(CloseView(view=view))


def gold(rgb: Rgb) -> int:
    """Return how many pixels of the upper half are as yellow as a crown."""
    red, green, blue = np.moveaxis(rgb[: HEAD_PX // 2], -1, 0)
    return int(((red - blue > 90) & (green - blue > 50)).sum())


def test_a_cat_s_ears_go_with_a_moving_face_on_the_stream_that_is_received(
    tmp_path: Path, server: NginxRtmp
) -> None:
    scene = face_scene(tmp_path, *SIZE, is_filtered=False, effect="cat")
    bare = [pink_of_ears(each) for each in itertools.islice(pictures(tmp_path / "face.mp4"), 60)]
    received = tmp_path / "received.flv"
    with LiveStudio(tmp_path, [str(scene), "--to", server.url(), *CHEAP]) as studio:
        studio.wait_for("push-1 live")
        app = AppStandIn(studio)
        wait(lambda: is_tracking(app))
        bare_head, crowned_head = heads(app, (), (CROWN,))
        words = ["-v", "error", "-y", "-rw_timeout", "20000000", "-i", server.url()]
        subprocess.run(
            ["ffmpeg", *words, "-t", str(WATCH_S), "-an", "-c", "copy", str(received)],
            check=True,
            timeout=90,
            stdin=subprocess.DEVNULL,
        )
        app.close()
        studio.command("end")
        studio.wait()
    assert gold(crowned_head) > gold(bare_head) + HEAD_PX  # a model, drawn for it meanwhile
    worn = [pink_of_ears(each) for each in pictures(received)]
    assert max(bare) < FEW
    # All of them where there is time to look; a full machine may begin late, and leave some out.
    assert sum(each > MANY for each in worn) > 2 * FPS, worn
