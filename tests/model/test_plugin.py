"""Tests of studio.model.plugin."""

from pathlib import Path
from typing import get_args

import pytest

from studio.model.plugin import RIGHTS, RIGHTS_ZH, PluginError, Right, read_manifest

HEAD = 'id = "thanks"\nname = "Thanks"\nversion = "1.0.0"\nsdk = 1\n'


def written(folder: Path, rest: str) -> Path:
    """Return a folder with a manifest."""
    (folder / "plugin.toml").write_text(HEAD + rest)
    return folder


@pytest.mark.parametrize(
    ("rest", "kind", "entry"),
    [
        ("", "python", "main.py"),
        ('entry = "thanks.py"', "python", "thanks.py"),
        ('kind = "web"', "web", ""),
        ('kind = "web"\nentry = "index.html"', "web", "index.html"),
    ],
)
def test_a_plugin_begins_where_its_kind_does(
    tmp_path: Path, rest: str, kind: str, entry: str
) -> None:
    manifest = read_manifest(written(tmp_path, rest))
    assert (manifest.kind, manifest.entry) == (kind, entry)


@pytest.mark.parametrize(
    ("rest", "fault"),
    [
        ('entry = "index.html"', "plugin.toml: Value error, the entry of a plugin in Python"),
        ('entry = ""', "plugin.toml: Value error, the entry of a plugin in Python"),
        ('kind = "web"\nentry = "main.py"', "the entry of a web plugin is a .html file"),
        ('kind = "web"\nentry = "../index.html"', "plugin.toml: entry: "),
        ('kind = "java"', "plugin.toml: kind: "),
    ],
)
def test_what_begins_nowhere_is_said(tmp_path: Path, rest: str, fault: str) -> None:
    with pytest.raises(PluginError) as caught:
        read_manifest(written(tmp_path, rest))
    assert fault in str(caught.value)


ALL = """
rights = ["overlay", "room", "hotkeys"]
[http]
hosts = ["api.example.org", "127.0.0.1"]
[settings.greeting]
type = "string"
title = "Greeting"
default = "你好!"
[[panel]]
id = "draw"
kind = "button"
title = "Draw"
[[hotkeys]]
id = "draw"
title = "Draw"
keys = "Ctrl+Alt+D"
"""


def test_a_manifest_says_what_can_be_set_pressed_and_loaded(tmp_path: Path) -> None:
    manifest = read_manifest(written(tmp_path, ALL))
    assert manifest.rights == ("overlay", "room", "hotkeys", "http")
    assert manifest.http.hosts == ("api.example.org", "127.0.0.1")
    properties = manifest.settings_schema["properties"]
    assert properties == {"greeting": {"type": "string", "title": "Greeting", "default": "你好!"}}
    assert [each.id for each in manifest.panel] == ["draw"]
    assert [each.keys for each in manifest.hotkeys] == ["Ctrl+Alt+D"]
    assert set(RIGHTS) == set(RIGHTS_ZH) == set(get_args(Right))


MODES = """
[settings.mode]
type = "string"
default = "a"
enum = ["a", "b"]
[settings.x]
type = "string"
default = ""
"""


@pytest.mark.parametrize(
    ("rest", "fault"),
    [
        ('rights = ["http"]', "list hosts under [http]"),
        ('[http]\nhosts = ["https://example.org"]', "plugin.toml: http.hosts.0: "),
        ('[http]\nhosts = ["*.example.org"]', "plugin.toml: http.hosts.0: "),
        ('[settings.x]\ntype = "string"', "plugin.toml: settings.x.default: "),
        ('[settings.x]\ntype = "string"\ndefault = ""\nhue = 1', "settings.x.hue: "),
        (f"{MODES}when = {{ mod = ['a'] }}", 'x: when names "mod", which is no setting'),
        (f"{MODES}when = {{ mode = ['c'] }}", "x: when says 'c', but mode must be one of a, b"),
        ('[settings."X y"]\ntype = "string"\ndefault = ""', "plugin.toml: settings.X y"),
        ('[[panel]]\nid = "a"\nkind = "dial"\ntitle = "A"', "plugin.toml: panel.0.kind: "),
        ('[[panel]]\nid="a"\nkind="text"\ntitle="A"\n' * 2, 'the id "a" is there twice'),
        ('[[hotkeys]]\nid = "a"\ntitle = "A"', 'hotkeys need "hotkeys" among the rights'),
    ],
)
def test_what_it_says_wrongly_is_told_with_its_place(tmp_path: Path, rest: str, fault: str) -> None:
    with pytest.raises(PluginError) as caught:
        read_manifest(written(tmp_path, rest))
    assert fault in str(caught.value)
