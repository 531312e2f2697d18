"""What the moving picture costs the window: ``python -m tests.bench.picture_paint``.

The real engine composes 1920x1080 at 30 fps with a video in it, idle otherwise; a window of
our editor shows it at 960x540 with an item chosen, offscreen.  Printed is the CPU of this
process, which holds nothing else, in parts of one core: while the picture is shown, while a
drag goes on over it, while the window is hidden, and the same for a canvas that is smaller
than its place and must be stretched.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from studio.app.picture.editor import MARGIN_PX, Editor
from studio.app.studio import Studio
from studio.app.theme import apply
from studio.model.edits import SetCanvas
from studio.model.scene import Canvas
from tests.app.engine_stage import Stage, do, until
from tests.app.picture.mouse import Mouse

SECONDS = 8.0
MOVE_MS = 16
WIDTH, HEIGHT = 960, 540


EachMove = Callable[[float], None]


def cost(seconds: float, each_move: EachMove | None = None) -> tuple[float, float]:
    """Let Qt work for a while; return seconds that passed and seconds of CPU."""
    loop, mouse = QEventLoop(), QTimer(interval=MOVE_MS)
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    began_s, cpu_s = time.monotonic(), time.process_time()
    if each_move is not None:
        mouse.timeout.connect(lambda: each_move(time.monotonic() - began_s))
        mouse.start()
    loop.exec()
    mouse.stop()
    return time.monotonic() - began_s, time.process_time() - cpu_s


def report(what: str, editor: Editor, each_move: EachMove | None = None) -> None:
    """Measure and print one line."""
    cost(1.0)
    editor.frames = 0
    passed_s, cpu_s = cost(SECONDS, each_move)
    print(f"{what:34} {editor.frames / passed_s:5.1f} fps   {cpu_s / passed_s:6.1%} of a core")


def measure(studio: Studio, editor: Editor, canvas: tuple[int, int]) -> None:
    """Print the lines of one canvas."""
    do(studio, SetCanvas(canvas=Canvas(width=canvas[0], height=canvas[1])))
    until(lambda: editor.canvas == canvas and len(editor.bench.places) == 3)
    studio.selection.select("Main", [2])
    x, y = editor.bench.chosen[0].bounds.center
    size = "×".join(map(str, canvas))
    report(f"{size}, shown", editor)
    mouse = Mouse(editor, (MARGIN_PX, MARGIN_PX), editor.port.scale)
    mouse.press((x, y))
    report(
        f"{size}, while dragged",
        editor,
        lambda passed_s: mouse.move((x + passed_s * 20, y + passed_s * 10)),
    )
    mouse.release((x, y))


def main() -> int:
    """Run it."""
    app = QApplication([])
    apply(app, "dark")
    stage = Stage()
    with tempfile.TemporaryDirectory() as folder:
        try:
            studio = stage.studio(Path(folder))
            editor = Editor(studio)
            editor.resize(WIDTH + 2 * MARGIN_PX, HEIGHT + 2 * MARGIN_PX)
            editor.show()
            for canvas in ((1920, 1080), (640, 360)):
                measure(studio, editor, canvas)
            editor.hide()
            report("hidden", editor)
            studio.close()
        finally:
            stage.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
