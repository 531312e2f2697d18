"""Tests of studio.supervisor.display."""

from studio.supervisor.display import app_boot, display_here, go_to_display


def test_the_same_display_needs_no_words() -> None:
    here = {"DISPLAY": ":0", "LANG": "zh_CN.UTF-8", "HOME": "/root"}
    assert display_here(here) == {"DISPLAY": ":0", "LANG": "zh_CN.UTF-8"}
    assert app_boot(display_here(here), here) == {}
    assert app_boot(None, here) == {}


def test_another_display_travels_to_the_window() -> None:
    boot = app_boot({"DISPLAY": ":7", "LANG": "en"}, {"LANG": "en", "DISPLAY": ":0"})
    assert boot == {"display": {"DISPLAY": ":7"}}
    environ = {"DISPLAY": ":0", "LANG": "en"}
    go_to_display(boot, environ)
    assert environ == {"DISPLAY": ":7", "LANG": "en"}


def test_nothing_else_can_be_set_that_way() -> None:
    hostile = {"LD_PRELOAD": "/x.so", "DISPLAY": 3, "LANG": "x" * 5000}
    assert app_boot(hostile, {}) == {}
    environ: dict[str, str] = {}
    go_to_display({"display": hostile}, environ)
    assert "LD_PRELOAD" not in environ
    go_to_display({"display": [1]}, environ)
