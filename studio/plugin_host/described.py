"""A plugin as those hear of it who look: what it says of itself, what is chosen, how it is."""

from typing import cast

from pydantic import JsonValue

from studio.model.plugin_settings import kept
from studio.model.plugin_state import Plugin
from studio.plugin_host.shelf import Shelf


def described(shelf: Shelf, plugin: str, **more: object) -> Plugin:
    """Return a plugin of the shelf.

    Args:
        shelf: Where it is.
        plugin: Its id.
        more: How it is now: ``state``, ``sentence``, ``usage`` and so on.
    """
    installed, choice = shelf.installed[plugin], shelf.choices.of(plugin)
    manifest = installed.manifest
    told: dict[str, object] = {
        "id": plugin,
        "name": manifest.name,
        "version": manifest.version,
        "description": manifest.description,
        "folder": str(installed.folder),
        "is_bundled": installed.is_bundled,
        "is_enabled": choice.is_enabled,
        "rights": manifest.rights,
        "hosts": manifest.http.hosts,
        "granted": tuple(sorted(choice.granted_of(manifest))),
        "settings_schema": cast(JsonValue, manifest.settings_schema),
        "settings": kept(manifest.settings, choice.settings),
        "sentence": installed.fault,
        "panel": manifest.panel,
        "hotkeys": manifest.hotkeys,
    }
    return Plugin.model_validate(told | more)
