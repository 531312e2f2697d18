"""Tests of studio.app.docks.thumbnails."""

from PySide6.QtGui import QColor

from studio.app.docks.thumbnails import Thumbnails
from studio.app.studio import Studio
from tests.app.engine_stage import until


def test_pictures_come_of_what_is_seen_and_stay_afterwards(studio: Studio) -> None:
    thumbnails = Thumbnails(studio)
    thumbnails.show(["Pause"], 64, 36)
    until(lambda: thumbnails.image("Pause"))
    image = thumbnails.image("Pause")
    assert image is not None
    assert (image.width(), image.height()) == (64, 36)
    seen, wanted = image.pixelColor(30, 20), QColor("#204060")
    assert abs(seen.red() - wanted.red()) + abs(seen.blue() - wanted.blue()) < 12
    assert thumbnails.seen == {"Pause"}
    thumbnails.show([], 64, 36)
    assert not thumbnails.seen
    assert thumbnails.image("Pause") is not None
    thumbnails.keep(["Main"])
    assert thumbnails.image("Pause") is None
