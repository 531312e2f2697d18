"""How the canvas lies in a widget: scaled to fit, its pixels on the screen's pixels.

A view is asked for in the very size in which it is painted, so that painting is copying;
the size goes in steps, so that a window's edge that is dragged asks for few views::

    port = fit(Size(1920, 1080), width=1000, height=700, pixel_ratio=2.0)
    port.view_px                 # (1984, 1116): what to ask the engine for
    port.to_canvas(12.0, 80.5)   # what lies under the mouse
"""

from dataclasses import dataclass

from studio.model.geometry import Rect

STEP_PX = 16
MIN_VIEW_PX, MAX_VIEW_PX = 16, 4096


@dataclass(frozen=True, slots=True)
class Viewport:
    """The canvas in a widget.

    Attributes:
        canvas: Its size.
        rect: Where it is painted, in the widget's pixels.
        view_px: Size of the view to paint there, in pixels of the screen; even.
    """

    canvas: tuple[int, int]
    rect: Rect
    view_px: tuple[int, int]

    @property
    def scale(self) -> float:
        """Pixels of the widget for one of the canvas."""
        return self.rect.width / self.canvas[0]

    def to_canvas(self, x: float, y: float) -> tuple[float, float]:
        """Return the canvas's point under a point of the widget."""
        width, height = self.canvas
        return (
            (x - self.rect.left) * width / self.rect.width,
            (y - self.rect.top) * height / self.rect.height,
        )

    def to_widget(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the canvas is seen."""
        width, height = self.canvas
        return (
            self.rect.left + x * self.rect.width / width,
            self.rect.top + y * self.rect.height / height,
        )


def fit(
    canvas: tuple[int, int],
    *,
    width: float,
    height: float,
    pixel_ratio: float = 1.0,
    margin: float = 0.0,
) -> Viewport:
    """Return the largest place for a canvas in a widget that is a whole number of steps wide.

    Args:
        canvas: Its size.
        width: Of the widget.
        height: Of the widget.
        pixel_ratio: Pixels of the screen for one of the widget.
        margin: To leave free on each side.
    """
    room_x = max(1.0, (width - 2 * margin) * pixel_ratio)
    room_y = max(1.0, (height - 2 * margin) * pixel_ratio)
    across = min(room_x, room_y * canvas[0] / canvas[1])
    across = max(MIN_VIEW_PX, across // STEP_PX * STEP_PX)
    down = max(MIN_VIEW_PX, round(across * canvas[1] / canvas[0] / 2) * 2)
    left = round((width * pixel_ratio - across) / 2) / pixel_ratio
    top = round((height * pixel_ratio - down) / 2) / pixel_ratio
    rect = Rect(left, top, left + across / pixel_ratio, top + down / pixel_ratio)
    return Viewport(canvas, rect, _asked(canvas, across, down))


def _asked(canvas: tuple[int, int], across: float, down: float) -> tuple[int, int]:
    """Return the size to ask for: never more pixels than the canvas has."""
    most = min(1.0, canvas[0] / across, MAX_VIEW_PX / max(across, down))
    return _even(across * most), _even(down * most)


def _even(value: float) -> int:
    return min(MAX_VIEW_PX, max(MIN_VIEW_PX, round(value / 2) * 2))
