"""Tests of studio.app.link.engine_link, with a real engine."""

from studio.app.studio import Studio
from studio.model.commands import SetCurrentProgramScene
from tests.app.stage import do, until


def test_an_engine_says_how_it_is_and_does_what_it_is_told(studio: Studio) -> None:
    assert studio.mirror.collection is not None
    assert [scene.name for scene in studio.mirror.collection.scenes] == ["Main", "Pause"]
    assert do(studio, SetCurrentProgramScene(scene="Pause")).ok
    until(lambda: studio.mirror.program_scene == "Pause")


def test_what_can_not_be_done_is_answered_with_a_sentence(studio: Studio) -> None:
    reply = do(studio, SetCurrentProgramScene(scene="Nowhere"))
    assert not reply.ok
    assert "Nowhere" in reply.reason
