"""Tests of gifts as files that are shared."""

import zipfile
from pathlib import Path

import pytest

from studio.model.effect import EffectError
from studio.model.errors import StudioError
from studio.plugin_host.gifts.packs import install_gift, pack_gift, read_gift

EFFECT = """\
id = "comet"
name = { zh = "彗星", en = "Comet" }
ms = 1000
[[part]]
id = "tail"
content = { kind = "image", file = "tail.webp" }
"""


@pytest.fixture
def comet(tmp_path: Path) -> Path:
    folder = tmp_path / "comet"
    folder.mkdir()
    (folder / "effect.toml").write_text(EFFECT, "utf-8")
    (folder / "tail.webp").write_bytes(b"not looked at here")
    (folder / "notes.txt").write_text("mine alone")
    return folder


def test_what_was_packed_is_there_after_it_was_installed_and_nothing_else(
    comet: Path, tmp_path: Path
) -> None:
    out = tmp_path / "comet.gift"
    pack_gift(comet, out)
    assert zipfile.ZipFile(out).namelist() == ["effect.toml", "tail.webp"]
    gift = install_gift(out, tmp_path / "gifts")
    assert gift.folder == tmp_path / "gifts" / "comet"
    assert (gift.effect.name.zh, gift.files_bytes, gift.cost.level) == ("彗星", 18, "small")
    assert sorted(each.name for each in gift.folder.iterdir()) == ["effect.toml", "tail.webp"]


def test_the_same_gift_is_the_same_file(comet: Path, tmp_path: Path) -> None:
    pack_gift(comet, tmp_path / "1.gift")
    pack_gift(comet, tmp_path / "2.gift")
    assert (tmp_path / "1.gift").read_bytes() == (tmp_path / "2.gift").read_bytes()


@pytest.mark.parametrize("name", ["../tail.webp", "/tail.webp", "a/../../tail.webp"])
def test_files_outside_of_it_are_refused(name: str, tmp_path: Path) -> None:
    out = tmp_path / "evil.gift"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("effect.toml", EFFECT)
        archive.writestr(name, b"evil")
    with pytest.raises(StudioError):
        install_gift(out, tmp_path / "gifts")
    assert not (tmp_path / "gifts" / "comet").exists()


def test_an_effect_that_names_files_of_the_machine_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    for name in (str(secret), "../secret"):
        out = tmp_path / "evil.gift"
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("effect.toml", EFFECT.replace("tail.webp", name))
        with pytest.raises(EffectError, match="no file"):
            install_gift(out, tmp_path / "gifts")


def test_what_is_too_large_is_refused_and_nothing_of_it_stays(comet: Path, tmp_path: Path) -> None:
    (comet / "tail.webp").write_bytes(b"\0" * (17 << 20))
    with pytest.raises(EffectError, match="16 are the most"):
        read_gift(comet)
    out = tmp_path / "bomb.gift"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(comet / "effect.toml", "effect.toml")
        archive.write(comet / "tail.webp", "tail.webp")
    assert out.stat().st_size < 1 << 20
    with pytest.raises(EffectError, match="16 are the most"):
        install_gift(out, tmp_path / "gifts")
    assert not (tmp_path / "gifts").exists()
    out.write_bytes(b"\0" * (18 << 20))
    with pytest.raises(EffectError, match="over 17 MiB"):
        install_gift(out, tmp_path / "gifts")


def test_what_is_no_pack_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "x.gift").write_bytes(b"hello")
    with pytest.raises(StudioError, match=r"no \.zip"):
        install_gift(tmp_path / "x.gift", tmp_path / "gifts")
