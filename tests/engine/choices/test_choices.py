"""Tests of studio.engine.choices: real child processes answer."""

import subprocess
import threading
import time
from collections.abc import Iterator

import pytest

from studio.engine.choices.choices import MOST_WAITING, Answer, Choices
from studio.engine.choices.listing import LISTS
from studio.model.command import CommandError
from studio.model.errors import StudioError

PATIENCE_S = 60.0


class Asker:
    """Collects answers."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self._more = threading.Condition()

    def take(self, answer: Answer) -> None:
        with self._more:
            self.answers.append(answer)
            self._more.notify_all()

    def wait(self, count: int = 1) -> list[Answer]:
        with self._more:
            assert self._more.wait_for(lambda: len(self.answers) >= count, PATIENCE_S)
        return self.answers


@pytest.fixture
def choices() -> Iterator[Choices]:
    choices = Choices(timeout_s=PATIENCE_S)
    yield choices
    choices.close()


def test_fonts_are_listed_by_another_process(choices: Choices) -> None:
    asker = Asker()
    begun_s = time.monotonic()
    choices.ask("text", "font", asker.take)
    assert time.monotonic() - begun_s < 5  # it did not wait
    (answer,) = asker.wait()
    assert isinstance(answer, dict)
    found = answer["choices"]
    assert isinstance(found, list)
    assert {"value": "DejaVu Sans", "text": "DejaVu Sans"} in found


def test_who_asks_the_same_gets_the_same_answer(choices: Choices) -> None:
    asker = Asker()
    choices.ask("text", "font", asker.take)
    choices.ask("text", "font", asker.take)
    first, second = asker.wait(2)
    assert first is not second
    assert first == second


def test_where_anything_goes_there_is_nothing_to_choose(choices: Choices) -> None:
    asker = Asker()
    choices.ask("media", "file", asker.take)
    assert asker.answers == [{"choices": []}]


def test_what_there_is_not_is_said(choices: Choices) -> None:
    with pytest.raises(CommandError, match='no kind of input named "radio"'):
        choices.ask("radio", "device", print)


def test_a_machine_that_does_not_answer_is_a_sentence() -> None:
    choices, asker = Choices(timeout_s=0.0), Asker()
    choices.ask("microphone", "device", asker.take)
    (answer,) = asker.wait()
    assert isinstance(answer, StudioError)
    assert "no answer in time" in str(answer)
    choices.close()


def test_there_is_an_end_to_what_may_be_asked(choices: Choices) -> None:
    asker = Asker()
    for _ in range(MOST_WAITING):
        choices.ask("encoder", "encoder", asker.take)
    with pytest.raises(CommandError, match="not answered yet"):
        choices.ask("text", "font", asker.take)
    asker.wait(MOST_WAITING)


@pytest.mark.parametrize("question", LISTS)
def test_every_list_is_made_of_values_and_texts(
    choices: Choices, question: tuple[str, str]
) -> None:
    asker = Asker()
    choices.ask(*question, asker.take)
    (answer,) = asker.wait()
    if isinstance(answer, StudioError):  # without PortAudio, say
        assert str(answer).endswith(".")
        return
    found = answer["choices"]
    assert isinstance(found, list)
    assert all(set(each) == {"value", "text"} for each in found)


def test_a_screen_is_listed_with_its_size(choices: Choices, x_display: str) -> None:
    asker = Asker()
    choices.ask("screen", "display", asker.take)
    (answer,) = asker.wait()
    assert isinstance(answer, dict)
    found = answer["choices"]
    assert isinstance(found, list)
    assert {"value": x_display, "text": f"{x_display} (320 × 240)"} in found


@pytest.fixture
def x_display() -> Iterator[str]:
    """An X server of our own, at whatever number is free."""
    argv = ["Xvfb", "-displayfd", "1", "-screen", "0", "320x240x24", "-nolisten", "tcp"]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout
        yield f":{server.stdout.readline().decode().strip()}"
        server.terminate()
