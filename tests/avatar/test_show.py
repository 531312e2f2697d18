"""Tests of studio.avatar.show: what is told of a file, and how it looks."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.avatar.show import main
from studio.avatar.stage import OWN
from tests.avatar.files import own_file


def test_tells_who_made_it_and_what_is_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show"]) == 0
    told = capsys.readouterr().out
    for words in ("Nova 1.0", "VRM 1.0", "Rocket Studio", "publicdomain/zero", "Commercial use"):
        assert words in told


def test_a_file_that_tells_no_licence_is_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cat.vrm"
    path.write_bytes(own_file(0).replace(b'"licenseName":"CC0"', b'"licenseNone":"CC0"'))
    path.write_bytes(path.read_bytes().replace(b'"otherLicenseUrl"', b'"otherLicenseNot"'))
    assert main(["show", str(path)]) == 0
    assert "ask its author before you go live" in capsys.readouterr().out


def test_a_broken_file_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cat.vrm"
    path.write_bytes(b"not at all")
    assert main(["show", str(path)]) == 1
    assert capsys.readouterr().err == "The avatar is no glTF file in one piece (.glb).\n"


@pytest.mark.slow
def test_draws_it_with_a_clear_background(tmp_path: Path) -> None:
    out = tmp_path / "nova.png"
    words = ["show", str(OWN), "--picture", str(out), "--side", "256", "--expression", "happy"]
    assert main(words) == 0
    with Image.open(out) as image:
        rgba = np.asarray(image)
    assert rgba.shape == (256, 256, 4)
    assert rgba[0, :, 3].max() == 0
    assert (rgba[..., 3] == 255).mean() > 0.15


def test_what_it_can_not_do_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "--picture", str(tmp_path / "x.png"), "--expression", "fly"]) == 1
    assert "It can't do 'fly'; it can do aa, angry" in capsys.readouterr().err
