"""Tests of faces."""

from faces import BETWEEN_S, GONE_S, FaceStrip

from studio.sdk import Face, Faces


def seen(*spans: tuple[float, float], source: str = "Camera") -> Faces:
    faces = tuple(Face(n, ((900.0, top), (950.0, end))) for n, (top, end) in enumerate(spans))
    return Faces(source, faces)


def test_it_has_room_for_all_faces_with_their_hair() -> None:
    strip = FaceStrip()
    assert not strip.changes(0.0)
    strip.take(seen((400, 500), (600, 700)), 0.0)
    assert strip.changes(0.0)
    assert strip.span == (280, 800)
    strip.take(seen((100, 200), source="Phone"), 1.0)
    assert strip.changes(1.0)
    assert strip.span == (40, 800)


def test_a_nod_changes_nothing_and_a_move_does_but_not_at_once() -> None:
    strip = FaceStrip()
    strip.take(seen((400, 500)), 0.0)
    strip.changes(0.0)
    first = strip.span
    assert first == (360, 560)
    strip.take(seen((415, 515)), 5.0)
    assert not strip.changes(5.0)
    strip.take(seen((500, 600)), 6.0)
    assert strip.changes(6.0)
    assert strip.span == (440, 640)
    strip.take(seen((400, 500)), 6.1)
    assert not strip.changes(6.0 + BETWEEN_S / 2)
    assert strip.changes(6.0 + BETWEEN_S)


def test_who_comes_nearer_and_goes_back_needs_less_again() -> None:
    strip = FaceStrip()
    strip.take(seen((200, 700)), 0.0)
    strip.changes(0.0)
    strip.take(seen((400, 500)), 2.0)
    assert strip.changes(2.0)
    assert strip.span == (360, 560)


def test_faces_that_are_gone_need_nothing() -> None:
    strip = FaceStrip()
    strip.take(seen((400, 500)), 0.0)
    strip.changes(0.0)
    strip.take(seen(), GONE_S)
    assert not strip.changes(GONE_S)
    assert strip.changes(GONE_S + 0.1)
    assert strip.span is None
