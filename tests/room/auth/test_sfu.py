"""Tests of studio.room.auth.sfu."""

from pathlib import Path

import pytest

from studio.room.auth.errors import SfuSettingError
from studio.room.auth.sfu import SfuServer

URL = "ws://sfu:8188"


def secret_file(folder: Path, text: str) -> Path:
    path = folder / "sfu-secret"
    path.write_text(text)
    return path


def test_it_is_read_as_the_operator_names_it_and_its_secret_is_not_shown(tmp_path: Path) -> None:
    sfu = SfuServer.read(URL, secret_file(tmp_path, "pine wind\n"), 1)
    assert sfu == SfuServer(URL, "pine wind", 1)
    assert "pine" not in repr(sfu)
    assert SfuServer.read("", None, 5) is None


@pytest.mark.parametrize(
    ("url", "secret", "from_guest"),
    [
        ("http://sfu", None, 5),
        ("ws://", None, 5),
        ("ws://li:word@sfu", None, 5),
        (URL, "", 5),
        (URL, None, 0),
        ("", "a", 5),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    tmp_path: Path, url: str, secret: str | None, from_guest: int
) -> None:
    file = None if secret is None else secret_file(tmp_path, secret)
    with pytest.raises(SfuSettingError) as told:
        SfuServer.read(url, file, from_guest)
    assert str(told.value).endswith(".")
