"""``rocket-studio plugin install``, ``list``, ``on``, ``off`` and ``remove``.

With or without a studio that runs: where one does, its host is told.
"""

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from studio.model import plugin_commands as do
from studio.model.command import Command
from studio.model.plugin import RIGHTS, Manifest, PluginError
from studio.model.plugin_state import Plugin
from studio.model.user_language import user_language
from studio.plugin_host.described import described
from studio.plugin_host.remote import find_host, wake_host
from studio.plugin_host.shelf import OlderError, Shelf
from studio.supervisor.run_dir import run_dir
from studio.supervisor.user_folder import config_folder

Do = Callable[[Command], None]
_HOW = "Nothing can be asked here: say --yes to go on with that."


def install(source: Path, *, is_sure: bool) -> None:
    """Install a plugin that the user consents to, and switch it on.

    Raises:
        StudioError: If it can't be installed, or the user doesn't want it.
    """
    shelf, allows_older = Shelf(config_folder()), False
    with shelf.looked_into(source) as (_, manifest):
        try:
            shelf.check_newer(manifest)
        except OlderError as error:
            _consent(f"{error} Install the older one?", is_sure)
            allows_older = True
        _ask_rights(manifest, is_sure)
    with _doing(shelf) as act:
        act(do.InstallPlugin(path=str(source), is_older_allowed=allows_older))
        _switch_on(act, manifest)
    print(f"{manifest.id} {manifest.version} is installed and on.")


def switch(plugin: str, *, is_on: bool, is_sure: bool) -> None:
    """Switch a plugin on, with the user's consent to what it asks for, or off.

    Raises:
        StudioError: If there is none, or the user doesn't want it.
    """
    shelf = Shelf(config_folder())
    manifest = shelf.named(plugin).manifest
    if is_on and not shelf.choices.of(plugin).is_asked_for(manifest):
        _ask_rights(manifest, is_sure)
    with _doing(shelf) as act:
        if is_on:
            _switch_on(act, manifest)
        else:
            act(do.SetPluginEnabled(plugin=plugin, enabled=False))
    print(f"{plugin} is {'on' if is_on else 'off'}.")


def remove(plugin: str) -> None:
    """Remove a plugin, with its settings and what it has kept.

    Raises:
        StudioError: If it can't be removed.
    """
    with _doing(Shelf(config_folder())) as act:
        act(do.RemovePlugin(plugin=plugin))
    print(f"{plugin} is removed.")


def show_list(*, is_json: bool) -> None:
    """Print all plugins: how they are, if a studio runs."""
    shelf = Shelf(config_folder())
    if shelf.choices.fault:
        print(shelf.choices.fault, file=sys.stderr)
    host = find_host(run_dir())
    with host or contextlib.nullcontext():
        plugins = host.plugins if host else [described(shelf, each) for each in shelf.installed]
    if is_json:
        told = [
            {**each.model_dump(mode="json"), "state": each.state if host else None}
            for each in plugins
        ]
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for line in _table(plugins, is_running=host is not None):
        print(line)


def _table(plugins: list[Plugin], *, is_running: bool) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [
        (
            each.id,
            each.version,
            "on" if each.is_enabled else "off",
            each.state if is_running and each.is_enabled else "-",
            ", ".join(f"{right}{'' if right in each.granted else '?'}" for right in each.rights),
        )
        for each in plugins
    ]
    rows.insert(0, ("ID", "VERSION", "", "STATE", "RIGHTS (? not granted)"))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row, plugin in zip(rows, [None, *plugins], strict=True):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        yield "  ".join([*cells, row[4]]).rstrip()
        if plugin and (said := plugin.description.spoken(user_language())):
            yield f"    {_shown(said)}"
        if plugin and plugin.sentence:
            yield f"    {_shown(plugin.sentence)}"
        if plugin and plugin.address:
            yield f"    {plugin.address}"


@contextlib.contextmanager
def _doing(shelf: Shelf) -> Iterator[Do]:
    """Yield who carries commands out: the host that runs, or else the shelf."""
    host = find_host(run_dir())
    with host or contextlib.nullcontext():
        yield host.do if host else shelf.do
    if host is None:
        wake_host(run_dir())


def _switch_on(act: Do, manifest: Manifest) -> None:
    act(do.GrantRights(plugin=manifest.id, rights=manifest.rights))
    act(do.SetPluginEnabled(plugin=manifest.id, enabled=True))


def _ask_rights(manifest: Manifest, is_sure: bool) -> None:
    """Show what a plugin asks for and have the user consent."""
    print(f"{_shown(manifest.name)} {manifest.version} asks for:")
    for right in manifest.rights:
        hosts = f" ({', '.join(manifest.http.hosts)})" if right == "http" else ""
        print(f"  {right}: {RIGHTS[right]}{hosts}")
    if manifest.rights:
        _consent("Grant that?", is_sure)
    else:
        print("  nothing")


def _consent(question: str, is_sure: bool) -> None:
    if is_sure:
        return
    if not sys.stdin.isatty():
        raise PluginError(f"{question} {_HOW}")
    print(f"{question} [y/N] ", end="", flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise PluginError("Nothing has changed.")


def _shown(text: str) -> str:
    """Return a stranger's words without what a terminal would obey."""
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
