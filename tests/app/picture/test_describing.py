"""Tests of studio.app.picture.describing."""

from studio.app.picture.describing import described
from studio.model.layout import Place
from tests.app.picture.places import place


def test_one_item_by_name_place_and_size() -> None:
    text = described([place(x=10, y=20, rotation_deg=90)], "Main", 3)
    assert "Red" in text
    assert "-190, 20" in text  # of what is seen
    assert "400 × 200" in text
    assert "90°" in text


def test_locked_and_hidden_are_said() -> None:
    plain = place()
    odd = Place("Main", plain.item, plain.size, is_shown=False, is_locked=True)
    assert described([odd], "Main", 1).count(",") == described([plain], "Main", 1).count(",") + 2


def test_several_and_none_are_counted() -> None:
    several = described([place(1, x=10), place(2, x=500, y=300)], "Main", 5)
    assert "2" in several
    assert "10, 0" in several
    assert "890 × 500" in several
    none = described([], "Main", 5)
    assert "5" in none
    assert "Main" in none
