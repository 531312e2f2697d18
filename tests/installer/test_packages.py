"""Tests of installer.packages."""

import shutil

from installer import packages


def test_reads_what_dpkg_says_is_installed() -> None:
    output = "ii  ffmpeg\nhi  git\nrc  nginx\nun  xvfb\niU  rtmpdump\n"
    assert packages.parse_query(output) == {"ffmpeg", "git"}


def test_an_unknown_package_is_not_installed_and_not_an_error() -> None:
    assert packages.installed(["no-such-package-of-anyone"]) == set()


def test_what_is_missing_comes_in_order() -> None:
    assert packages.missing({"b": "", "a": "", "c": ""}, {"c"}) == ["a", "b"]


def test_installing_goes_through_the_given_rights_and_starts_no_daemon() -> None:
    argv = packages.install_argv(["nginx"], ["sudo"])
    assert argv[:2] == ["sudo", "env"]
    assert "RUNLEVEL=1" in argv
    assert argv[-1] == "nginx"


def test_every_package_says_what_it_is_for() -> None:
    assert not set(packages.RUN) & set(packages.TEST)
    explanation = packages.explain(["git", "xvfb"])
    assert packages.TEST["git"] in explanation
    assert packages.TEST["xvfb"] in explanation


def test_the_command_for_a_person_names_every_package() -> None:
    assert packages.by_hand(["git", "xvfb"]).endswith(" git xvfb")


def test_a_node_that_did_not_come_from_debian_will_do() -> None:
    # Debian's npm can't even be installed beside the one that brings its own.
    here = packages.brought_by_others(["nodejs", "npm", "ffmpeg"])
    commands = {"nodejs": "node", "npm": "npm"}
    assert here == {name for name, command in commands.items() if shutil.which(command)}
