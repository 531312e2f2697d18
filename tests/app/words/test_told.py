"""Tests of studio.app.words.told: what other processes say is said in Chinese, none left out."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import studio
from studio.app.words import use
from studio.app.words.told import told
from studio.model.tracking_models import HOW_TO_FETCH
from studio.weights.models import all_models

ROOT = Path(studio.__file__).parent
SAID_BY = {
    "ar": ("ArError", "ModelError"),
    "weights": ("ModelError", "FetchError", "_SilentError"),
    "captions": ("RecogniserError",),
    "avatar": ("AvatarError",),
    "effects/glb.py": ("EffectError",),
}
NOT_SHOWN = ('The avatar has no material "', "It can't do ")
"""Only said at the command line."""
MET = {
    "capture": ("CaptureError",),
    "engine/sources": ("ScreenError", "ImageError", "TextError"),
    "engine/outputs": ("OutputError",),
    "engine/history.py": ("CommandError",),
    "engine/stage.py": ("CommandError",),
    "model/editing": ("CommandError",),
    "publish": ("PublishError",),
}
"""What an anchor meets in the window: a source that fails, a destination that does not take us."""
NOT_MET = (
    'There is no 7 named "7"',
    "7 is not an edit",
    "The boot message of",
    "'options' of",
    "A capture can't open the kind",
    "'7' is no",
)
"""Only told to whoever starts a process by hand; the first is said of each kind of thing below."""


@pytest.fixture(autouse=True)
def chinese(qapp: QApplication) -> Iterator[None]:
    use(qapp, "zh")
    yield
    use(qapp, "en")


def said(place: str, errors: tuple[str, ...]) -> Iterator[str]:
    """Say each sentence of a folder or file that an error may carry, 7 in every hole."""
    path = ROOT / place
    for source in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in errors and node.args:
                yield from _words(node.args[-1] if node.func.id == "PublishError" else node.args[0])


def _words(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        pieces = []
        for each in node.values:
            if isinstance(each, ast.Constant):
                pieces.append(str(each.value))
            elif isinstance(each, ast.FormattedValue):
                name = ast.unparse(each.value)
                quoted = "'7'" if each.conversion == ord("r") else "7"
                pieces.append(HOW_TO_FETCH if name == "HOW_TO_FETCH" else quoted)
        yield "".join(pieces)


@pytest.mark.parametrize("place", SAID_BY)
def test_none_is_left_in_english(place: str) -> None:
    sentences = [
        each.replace("The model", "The avatar").replace("the model", "the avatar")
        if place.startswith("effects")
        else each
        for each in said(place, SAID_BY[place])
    ]
    assert len(sentences) > 5
    left = [each for each in sentences if not each.startswith(NOT_SHOWN) and _is_left(told(each))]
    assert left == []


@pytest.mark.parametrize("place", MET)
def test_what_an_anchor_meets_is_said_in_chinese(place: str) -> None:
    sentences = [each for each in said(place, MET[place]) if not each.startswith(NOT_MET)]
    assert sentences
    assert [each for each in sentences if _is_left(told(each))] == []


@pytest.mark.parametrize(
    "fault",
    [
        "The camera USB is in use by another program: close that.",
        "The server at rtmp://a/live refused the stream key: it is not yours.",
        "The server at rtmp://a/live did not answer the connect command within 10 seconds.",
        "rtmp://a/live refused the connection: no server listens on port 1935 there.",
        "This machine has no sound input. Plug one in, or start the sound server.",
        "capture-3 has stopped; it is started again.",
        'There is no scene or group named "Main".',
        'There is no input named "Cam".',
    ],
)
def test_faults_of_a_show_are_said_in_chinese(fault: str) -> None:
    assert re.search("[\u4e00-\u9fff]", told(fault))
    assert not re.search(r"[a-z]+ [a-z]+ [a-z]+", told(fault).replace("it is not yours", ""))


def _is_left(text: str) -> bool:
    """Say whether three English words in a row are in it, other than a command."""
    text = text.replace("rocket-studio models fetch", "").replace("installer/bootstrap.py", "")
    return re.search(r"[A-Za-z']+ [A-Za-z']+ [A-Za-z']+", text) is not None


def test_what_the_models_see_is_said_too() -> None:
    for model in all_models():
        text = told(f"The model {model.name!r} ({model.what}) is not here. {HOW_TO_FETCH}")
        assert not _is_left(text), text


def test_sentences_in_a_row_and_in_one_another_are_said_one_by_one() -> None:
    fault = (
        "The model 'face' can't be fetched. storage.example can't be reached: timed out. "
        "The index has no a-1.whl."
    )
    assert told(fault) == (
        "模型 face 下载失败。连不上 storage.example：timed out。软件源里没有 a-1.whl。"
    )
    notice = (
        "Cam is shown unfiltered: ar-1f was ended by signal 9; /log may say why. "
        "It is started again."
    )
    assert told(notice) == (
        "“Cam”暂时不带滤镜显示：进程 ar-1f 被信号 9 终止，原因可查看 /log。正在重新启动。"
    )


def test_what_is_not_known_stays_beside_what_is() -> None:
    assert told("No server answered. The moon is full.") == "没有服务器响应。The moon is full."
    assert told("The moon is full. ar-1 has ended.") == "The moon is full. ar-1 has ended."
    assert told("") == ""


def test_english_stays_as_it_is(qapp: QApplication) -> None:
    use(qapp, "en")
    assert told("No server answered.") == "No server answered."


def test_a_hostile_text_takes_no_time() -> None:
    assert told("The model " * 100_000)
    assert told("Motion can't be received at " + ":, " * 600)
