"""The plugins that there are: those that come along, and those that the user has installed.

For the host, and for the command line while no host runs::

    shelf = Shelf(config_folder())
    shelf.do(InstallPlugin(path="thanks-1.0.0.zip"))
    shelf.do(GrantRights(plugin="thanks", rights=("overlay",)))
    shelf.installed["thanks"].folder

What is installed is checked first, in a folder of its own, and then renamed: a plugin is
there as a whole or as it was.
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import studio
from studio.model import plugin_commands as do
from studio.model.command import Command, CommandError
from studio.model.plugin import Manifest, PluginError, read_manifest
from studio.model.plugin_settings import checked
from studio.plugin_host.checking import faults
from studio.plugin_host.choices import ChoicesFile
from studio.plugin_host.packing import OnShare, unpack
from studio.supervisor.user_folder import PLUGINS_NAME

BUNDLED = Path(studio.__path__[0]).parent / "plugins"
MAX_INSTALLED = 200
_NEW, _OLD = ".new-", ".old-"


class OlderError(PluginError):
    """A newer version is installed; the user may want the older one all the same."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A plugin that lies there.

    Attributes:
        fault: Why it can't be run; its manifest says as much as can be told then.
    """

    manifest: Manifest
    folder: Path
    is_bundled: bool
    fault: str = ""


class Shelf:
    """See the module.

    Args:
        config_folder: The user's.
        bundled: Where those lie that come along.

    Attributes:
        installed: By id; ``look`` finds them anew.
        choices: What the user has chosen for them.
    """

    def __init__(self, config_folder: Path, bundled: Path = BUNDLED) -> None:
        self._folder = config_folder / "plugins"
        self._data = config_folder / "plugin_data"
        self._bundled = bundled
        self.choices = ChoicesFile(config_folder / PLUGINS_NAME)
        self.installed: dict[str, Installed] = {}
        self.look()

    def look(self) -> None:
        """Find out what there is."""
        self._put_back()
        found = [*_found(self._folder, False), *_found(self._bundled, True)]
        self.installed = {each.manifest.id: each for each in reversed(found)}

    def data_path(self, plugin: str) -> Path:
        """Return the file for what a plugin keeps."""
        return self._data / f"{plugin}.json"

    def do(self, command: Command) -> None:
        """Carry a command out.

        Raises:
            StudioError: If it can't be done; nothing has changed then.
        """
        match command:
            case do.InstallPlugin(path=path, is_older_allowed=is_older_allowed):
                self.install(Path(path), is_older_allowed=is_older_allowed)
            case do.RemovePlugin(plugin=plugin):
                self._remove(self.named(plugin))
            case do.SetPluginEnabled(plugin=plugin, enabled=enabled):
                self.choices.change(self.named(plugin).manifest.id, is_enabled=enabled)
            case do.GrantRights(plugin=plugin, rights=rights):
                self._grant(self.named(plugin).manifest, rights)
            case do.SetPluginSettings(plugin=plugin, settings=settings):
                values = checked(self.named(plugin).manifest.settings, settings)
                self.choices.change(plugin, settings=values)
            case _:
                name = type(command).__name__
                raise CommandError(f"{name} can only be done while a studio runs.")

    def named(self, plugin: str) -> Installed:
        """Return a plugin that there is.

        Raises:
            CommandError: If there is none of that id.
        """
        if installed := self.installed.get(plugin):
            return installed
        raise CommandError(f'There is no plugin "{plugin}".')

    @contextmanager
    def looked_into(
        self, source: Path, on_share: OnShare = lambda share: None
    ) -> Iterator[tuple[Path, Manifest]]:
        """Unpack what could be installed and see that it can be run; it is gone afterwards.

        This takes seconds where it is large: a thread of its own may do it.

        Raises:
            PluginError: If it is no plugin that can be run.
        """
        folder = self._folder / f"{_NEW}{secrets.token_hex(8)}"
        try:
            unpack(source, folder, on_share)
            if found := faults(folder):
                raise PluginError("\n".join(found).replace(str(folder), str(source)))
            manifest = read_manifest(folder)
            known = self.installed.get(manifest.id)
            if known and known.is_bundled:
                raise PluginError(
                    f'"{manifest.id}" is the id of a plugin that comes along: choose another.'
                )
            if known is None and len(self.installed) >= MAX_INSTALLED:
                raise PluginError(f"{MAX_INSTALLED} plugins are installed, which is the most.")
            yield folder, manifest
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def install(self, source: Path, *, is_older_allowed: bool = False) -> Manifest:
        """Install a plugin, or another version of one.

        Raises:
            OlderError: If a newer version is installed, and that isn't allowed.
            PluginError: If it can't be run or written.
        """
        with self.looked_into(source) as (folder, manifest):
            self.put(folder, manifest, is_older_allowed=is_older_allowed)
        return manifest

    def put(self, folder: Path, manifest: Manifest, *, is_older_allowed: bool) -> None:
        """Have what was looked into in its place, which takes a moment.

        Raises:
            OlderError: If a newer version is installed, and that isn't allowed.
            PluginError: If it can't be written.
        """
        if not is_older_allowed:
            self.check_newer(manifest)
        place, old = self._folder / manifest.id, self._folder / f"{_OLD}{manifest.id}"
        try:
            if place.exists():
                place.rename(old)
            folder.rename(place)
        except OSError as error:
            raise PluginError(f"{place} can't be written: {error.strerror}.") from error
        finally:
            self.look()
        shutil.rmtree(old, ignore_errors=True)

    def check_newer(self, manifest: Manifest) -> None:
        """See that no newer version is installed.

        Raises:
            OlderError: If one is.
        """
        known = self.installed.get(manifest.id)
        if known and not known.fault and _order(known.manifest) > _order(manifest):
            raise OlderError(
                f"{manifest.id} {known.manifest.version} is installed, "
                f"and this is the older {manifest.version}."
            )

    def _remove(self, installed: Installed) -> None:
        plugin = installed.manifest.id
        if installed.is_bundled:
            raise PluginError(f"{plugin} comes along with the studio: switch it off instead.")
        gone = self._folder / f"{_NEW}{secrets.token_hex(8)}"
        try:
            installed.folder.rename(gone)
        except FileNotFoundError:
            pass  # somebody has removed it by hand
        except OSError as error:
            raise PluginError(f"{installed.folder}: {error.strerror}.") from error
        shutil.rmtree(gone, ignore_errors=True)
        self.data_path(plugin).unlink(missing_ok=True)
        self.choices.forget(plugin)
        self.look()

    def _grant(self, manifest: Manifest, rights: tuple[str, ...]) -> None:
        for right in rights:
            if right not in manifest.rights:
                raise CommandError(f'{manifest.id} does not ask for "{right}".')
        asked = {"asked": manifest.rights, "hosts": manifest.http.hosts}
        self.choices.change(manifest.id, granted=rights, **asked)

    def _put_back(self) -> None:
        """Go back to the old version where an end in the middle has left only that."""
        for old in self._folder.glob(f"{_OLD}*"):
            place = self._folder / old.name.removeprefix(_OLD)
            if place.exists():
                shutil.rmtree(old, ignore_errors=True)
            else:
                old.rename(place)


def _found(folder: Path, is_bundled: bool) -> Iterator[Installed]:
    for place in sorted(folder.glob("[a-z]*/")):
        name = place.name
        if is_bundled and not (place / "plugin.toml").exists():
            continue
        try:
            manifest = read_manifest(place)
            fault = "\n".join(faults(place))
            if not is_bundled and manifest.id != name:
                fault = f'{place}: its id is "{manifest.id}": install it with its own name.'
        except PluginError as error:
            manifest, fault = None, str(error)
        if manifest is None or (fault and manifest.id != name):
            manifest = Manifest.model_construct(id=name, name=name, version="0.0.0", sdk=1)
        yield Installed(manifest, place, is_bundled, fault)


def _order(manifest: Manifest) -> tuple[int, ...]:
    return tuple(int(part) for part in manifest.version.split("."))
