"""Tests of studio.engine.canvas.paint."""

import queue
from pathlib import Path

import PIL.Image

from studio.engine.canvas.margin import Framed
from studio.engine.canvas.paint import NodePainter, painted
from studio.model.canvas import Mask
from studio.model.canvas_content import Box, Image, NineSlice, Text
from studio.model.errors import StudioError
from studio.model.kinds import TextSettings


def test_a_box_has_its_colour_and_round_corners() -> None:
    picture = painted(Box(width=40, height=20, color="#ff800080", radius_px=10))
    assert picture.shape == (20, 40, 4)
    assert picture[10, 20].tolist() == [255, 128, 0, 128]
    assert picture[0, 0, 3] == picture[0, -1, 3] == picture[-1, 0, 3] == picture[-1, -1, 3] == 0
    assert 0 < picture[1, 5, 3] < 128
    assert (picture[..., 3] == picture[::-1, ::-1, 3]).all()


def test_a_box_without_round_corners_is_whole() -> None:
    assert (painted(Box(width=3, height=1, color="#0000ff")) == (0, 0, 255, 255)).all()


def test_a_text_has_letters() -> None:
    picture = painted(Text(text=TextSettings(text="火箭", size_px=40)))
    assert picture[..., 3].max() == 255


def test_a_box_of_too_many_pixels_is_refused() -> None:
    outcomes: queue.Queue[Framed | StudioError] = queue.Queue()
    painter = NodePainter()
    painter.paint(Box(width=4000, height=3000), outcomes.put)
    assert "4000x3000 pixels; 8388608 are the most" in str(outcomes.get(timeout=20))
    painter.close()


def test_what_can_not_be_painted_is_told_and_the_next_one_is_painted() -> None:
    outcomes: queue.Queue[Framed | StudioError] = queue.Queue()
    painter = NodePainter()
    long = TextSettings(text="W" * 10_000, size_px=500)
    painter.paint(Text(text=long), outcomes.put)
    painter.paint(Box(width=4, height=4), outcomes.put)
    assert "make it shorter or smaller" in str(outcomes.get(timeout=20))
    picture = outcomes.get(timeout=20)
    painter.close()
    assert isinstance(picture, Framed)
    (only,), (margin,) = picture.still.pictures, picture.margins
    assert (only.width, only.height) == (4 + 2 * margin, 4 + 2 * margin)


def test_what_was_painted_lately_is_there_at_once(tmp_path: Path) -> None:
    outcomes: queue.Queue[Framed | StudioError] = queue.Queue()
    painter, path = NodePainter(), tmp_path / "bar.png"
    bar, box = Image(file=str(path)), Box(width=4, height=4)
    PIL.Image.new("RGB", (20, 10), "red").save(path)
    painter.paint(bar, outcomes.put)
    made = outcomes.get(timeout=20)
    painter.paint(bar, outcomes.put)
    assert outcomes.get_nowait() is made
    PIL.Image.new("RGB", (30, 10), "red").save(path)
    painter.paint(bar, outcomes.put)
    wider = outcomes.get(timeout=20)
    assert isinstance(wider, Framed)
    assert wider.still.pictures[0].width >= 30
    painter.paint(box, outcomes.put, Mask(file=str(path)))
    masked = outcomes.get(timeout=20)
    painter.paint(box, outcomes.put)
    assert outcomes.get(timeout=20) is not masked
    painter.close()


def test_an_image_is_read_with_all_its_frames(tmp_path: Path) -> None:
    path = tmp_path / "film.gif"
    frames = [PIL.Image.new("RGB", (20, 10), color) for color in ("red", "blue")]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=[50, 150])
    outcomes: queue.Queue[Framed | StudioError] = queue.Queue()
    painter = NodePainter()
    painter.paint(Image(file=str(path)), outcomes.put)
    painter.paint(Image(file=str(tmp_path / "gone.png")), outcomes.put)
    film = outcomes.get(timeout=20)
    assert isinstance(film, Framed)
    assert film.still.ends_ns == (50_000_000, 200_000_000)
    assert film.still.pictures[0].serial != film.still.pictures[1].serial
    assert "gone.png is not there" in str(outcomes.get(timeout=20))
    painter.close()


def test_a_frame_is_painted_from_nine_pieces_and_through_a_mask(tmp_path: Path) -> None:
    frame, mask = tmp_path / "frame.png", tmp_path / "mask.png"
    PIL.Image.new("RGBA", (12, 12), (255, 0, 0, 255)).save(frame)
    PIL.Image.linear_gradient("L").save(mask)  # black above, white below
    outcomes: queue.Queue[Framed | StudioError] = queue.Queue()
    painter = NodePainter()
    content = NineSlice(file=str(frame), width=80, height=60, left=4, top=4, right=4, bottom=4)
    painter.paint(content, outcomes.put, Mask(file=str(mask)))
    painter.paint(content, outcomes.put, Mask(file=str(tmp_path / "gone.png")))
    found = outcomes.get(timeout=20)
    assert isinstance(found, Framed)
    (only,), (margin,) = found.still.pictures, found.margins
    assert (only.width, only.height) == (80 + 2 * margin, 60 + 2 * margin)
    assert only.alpha is not None
    column = only.alpha[margin : margin + 60, 40].astype(int)
    assert (column[1:] >= column[:-1]).all()
    assert (column[0] < 10, column[-1] > 245) == (True, True)
    assert "gone.png is not there" in str(outcomes.get(timeout=20))
    painter.close()
