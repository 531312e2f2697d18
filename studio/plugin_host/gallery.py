"""All plugins of the host, as those see them who look: what is done to them, and how they are.

Belongs to the host's main thread.  What has changed is told a few times a second, each
plugin once::

    gallery = Gallery(shelf, host, tell=send_to_all)
    gallery.start()
    gallery.do(SetPluginEnabled(plugin="thanks", enabled=True))
    gallery.look(time.monotonic())      # often
"""

import logging
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path

from studio.ipc.message import Message
from studio.model import plugin_commands as do
from studio.model.canvas import MAX_ALIVE, MAX_NODES, MAX_PIXELS
from studio.model.command import Command, CommandError
from studio.model.events import Event
from studio.model.files import FileError
from studio.model.plugin import Manifest
from studio.model.plugin_state import (
    MAX_LINES,
    Plugin,
    PluginChanged,
    PluginLines,
    PluginRemoved,
    Usage,
    snapshot,
)
from studio.plugin_host.described import described
from studio.plugin_host.host import Host
from studio.plugin_host.process import MAX_MESSAGES_S
from studio.plugin_host.seat import Seat
from studio.plugin_host.shelf import Installed, Shelf
from studio.plugin_host.tenant import Tenant
from studio.plugin_host.watch import MOST_CPU_SHARE, Watch, used
from studio.plugin_host.web_seats import WebSeats, new_token
from studio.sdk.limits import MEMORY_BYTES

log = logging.getLogger(__name__)

LIMITS = Usage(
    memory_mb=MEMORY_BYTES / 1_000_000,
    cpu_share=MOST_CPU_SHARE,
    nodes=MAX_NODES,
    pixels=MAX_PIXELS,
    particles=MAX_ALIVE,
    messages_s=MAX_MESSAGES_S,
)
MAX_LINE = 1_000
_MEASURE_S = 1.0
_TELL_S = 0.2


class _Seen:
    """What is seen of one plugin beside what it says of itself."""

    def __init__(self) -> None:
        self.lines: deque[str] = deque(maxlen=MAX_LINES)
        self.new_lines: deque[str] = deque(maxlen=MAX_LINES)
        self.watch = Watch()
        self.pid = 0
        self.load = {"nodes": 0, "pixels": 0, "particles": 0}
        self.messages_s = 0

    def begin(self, pid: int) -> None:
        """See another process of it, or none."""
        self.watch, self.pid, self.messages_s = Watch(), pid, 0
        self.load = dict.fromkeys(self.load, 0)

    def take_load(self, answer: Message) -> None:
        """Take note of what lies on its canvas."""
        if answer["ok"]:
            told = {name: answer.get(name) for name in self.load}
            self.load = {name: n if isinstance(n, int) else 0 for name, n in told.items()}

    def usage(self) -> Usage:
        """Return what it uses, as it is told."""
        memory_mb, cpu_share = round(self.watch.memory_mb, 1), round(self.watch.cpu_share, 3)
        told = {"memory_mb": memory_mb, "cpu_share": cpu_share, "messages_s": self.messages_s}
        return Usage.model_validate(told | self.load)


class Gallery:
    """See the module.

    Args:
        shelf: The plugins that there are.
        host: Runs those that are on.
        tell: Sends a message to everybody who looks.
    """

    def __init__(
        self,
        shelf: Shelf,
        host: Host,
        tell: Callable[[Message], object],
    ) -> None:
        self._shelf = shelf
        self._host = host
        self._tell = tell
        self._seats = WebSeats(
            shelf.choices.web_port, lambda plugin: host.post(partial(host.come, plugin))
        )
        self._tenants: dict[str, Tenant] = {}
        self._seen: dict[str, _Seen] = {}
        self._told: dict[str, Plugin] = {}
        self._changed: set[str] = set()
        self._number = 0
        self._measure_s = 0.0
        self._tell_s = 0.0

    def start(self) -> None:
        """Run those that are on."""
        if self._shelf.choices.fault:
            log.warning("%s", self._shelf.choices.fault)
        for plugin in self._shelf.installed:
            self._run(plugin)
        self._told = {plugin: self._plugin(plugin) for plugin in self._shelf.installed}

    def snapshot(self) -> Message:
        """Return all plugins, for somebody who has come to look."""
        lines = {plugin: tuple(seen.lines) for plugin, seen in self._seen.items()}
        plugins = [
            each.model_copy(update={"lines": lines.get(each.id, ())})
            for each in self._told.values()
        ]
        return snapshot(self._number, plugins, self._shelf.choices.fault)

    def do(self, command: Command) -> None:
        """Carry a command out.

        Raises:
            StudioError: If it can't be done.
        """
        match command:
            case do.UseControl(plugin=plugin, control=control, value=value):
                self._running(plugin).desk.use(control, value)
            case do.PressHotkey(plugin=plugin, hotkey=hotkey):
                self._running(plugin).desk.press(hotkey)
            case do.RestartPlugin(plugin=plugin):
                self._shelf.named(plugin)
                self._run(plugin)
            case do.SetPluginSettings(plugin=plugin, settings=settings):
                self._shelf.do(command)
                if tenant := self._tenants.get(plugin):
                    tenant.desk.set_settings(settings)
            case do.RemovePlugin(plugin=plugin):
                self._shelf.named(plugin)
                self._stop(plugin)  # it writes what it keeps when it ends, not later
                self._change_shelf(partial(self._shelf.do, command))
            case _:
                self._shelf.do(command)
                self._run(str(getattr(command, "plugin", "")))
        self._touch(str(getattr(command, "plugin", "")))
        self._tell_s = 0.0

    def put(self, folder: Path, manifest: Manifest, *, is_older_allowed: bool) -> None:
        """Have a plugin that was looked into in its place, and run what was on there.

        Raises:
            StudioError: If it can't be done.
        """
        put = partial(self._shelf.put, folder, manifest, is_older_allowed=is_older_allowed)
        self._change_shelf(put)
        self._touch(manifest.id)
        self._tell_s = 0.0

    def tell(self, event: Event) -> None:
        """Tell everybody who looks of something."""
        self._number += 1
        self._tell(event.to_message(self._number))

    def look(self, now_s: float) -> None:
        """Measure what is due, end what takes too much, and tell what has changed."""
        if now_s >= self._measure_s:
            self._measure_s = now_s + _MEASURE_S
            self._measure(now_s)
        if now_s >= self._tell_s:
            self._tell_s = now_s + _TELL_S
            self._tell_changes()

    def close(self) -> None:
        """Let no web plugin come any longer; the host ends all."""
        self._seats.close()

    def pids(self) -> set[int]:
        """Return the processes that plugins lead."""
        return {each.line.pid for each in self._tenants.values() if each.line} - {0}

    def _running(self, plugin: str) -> Tenant:
        self._shelf.named(plugin)
        tenant = self._tenants.get(plugin)
        if tenant is None or tenant.line is None:
            raise CommandError(f'The plugin "{plugin}" does not run.')
        return tenant

    def _change_shelf(self, change: Callable[[], object]) -> None:
        """Install or remove, and run anew what lies there otherwise now."""
        before = dict(self._shelf.installed)
        folders = {plugin: _mark(each.folder) for plugin, each in before.items()}
        try:
            change()
        finally:
            now = self._shelf.installed
            for plugin in before.keys() - now.keys():
                self._stop(plugin)
            for plugin, each in now.items():
                if folders.get(plugin) != _mark(each.folder):
                    self._run(plugin)

    def _run(self, plugin: str) -> None:
        """Run a plugin, or run it anew, if it is to run."""
        self._touch(plugin)
        self._stop(plugin)
        installed, choice = self._shelf.installed[plugin], self._shelf.choices.of(plugin)
        manifest = installed.manifest
        if not choice.is_enabled or installed.fault or not choice.is_asked_for(manifest):
            return
        self._tenants[plugin] = Tenant(
            installed.folder,
            manifest,
            choice.granted_of(manifest),
            ways=self._host.ways,
            say=partial(self._say, plugin),
            settings=choice.settings,
            kept=self._shelf.data_path(plugin),
            now=self._host.now,
            changed=partial(self._touch, plugin),
            lines=self._seat(installed) if manifest.kind == "web" else None,
        )
        self._host.add(plugin, self._tenants[plugin])

    def _stop(self, plugin: str) -> None:
        self._seats.clear(plugin)
        if self._tenants.pop(plugin, None):
            self._host.remove(plugin)

    def _seat(self, installed: Installed) -> Seat:
        """Lay a place for a web plugin, that is known by the same token each time."""
        plugin = installed.manifest.id
        token = self._shelf.choices.of(plugin).token or new_token()
        try:
            self._shelf.choices.change(plugin, token=token)
        except FileError as error:
            self._say(plugin, f"Its address is another one the next time: {error}")
        return self._seats.lay(installed.manifest, installed.folder, token)

    def _say(self, plugin: str, text: str) -> None:
        """Keep a line of a plugin's log; from any thread."""
        self._host.post(partial(self._keep, plugin, text[:MAX_LINE]))

    def _keep(self, plugin: str, text: str) -> None:
        seen = self._seen_of(plugin)
        seen.lines.append(text)
        seen.new_lines.append(text)

    def _seen_of(self, plugin: str) -> _Seen:
        return self._seen.setdefault(plugin, _Seen())

    def _measure(self, now_s: float) -> None:
        pids = {plugin: each.line.pid for plugin, each in self._tenants.items() if each.line}
        found = used([pid for pid in pids.values() if pid])
        for plugin, tenant in self._tenants.items():
            seen, line, pid = self._seen_of(plugin), tenant.line, pids.get(plugin, 0)
            if pid != seen.pid or line is None:
                seen.begin(pid)
            if line is None:
                continue
            seen.messages_s = line.messages_s
            tenant.ask_load(seen.take_load)
            if pid in found:
                seen.watch.take(now_s, found[pid])
                self._judge(plugin, tenant, seen.watch)
            told = self._told.get(plugin)
            if told is None or seen.usage() != told.usage:
                self._touch(plugin)

    def _judge(self, plugin: str, tenant: Tenant, watch: Watch) -> None:
        """Say what it should not do, and end it for what it may not."""
        if watch.warning and not tenant.sentence:
            self._keep(plugin, watch.warning)
        if watch.warning != tenant.sentence:
            tenant.sentence = watch.warning
            self._touch(plugin)
        if watch.fault and tenant.line:
            tenant.line.kill(watch.fault)

    def _touch(self, plugin: str) -> None:
        self._changed.add(plugin)

    def _tell_changes(self) -> None:
        for plugin in self._told.keys() - self._shelf.installed.keys():
            self.tell(PluginRemoved(id=plugin))
            del self._told[plugin]
            self._seen.pop(plugin, None)
        for plugin in self._changed & self._shelf.installed.keys():
            now = self._plugin(plugin)
            if now != self._told.get(plugin):
                self._told[plugin] = now
                self.tell(PluginChanged(plugin=now))
        self._changed.clear()
        for plugin, seen in self._seen.items():
            if seen.new_lines:
                self.tell(PluginLines(id=plugin, lines=tuple(seen.new_lines)))
                seen.new_lines.clear()

    def _plugin(self, plugin: str) -> Plugin:
        """Return a plugin as it is now."""
        tenant, seen = self._tenants.get(plugin), self._seen_of(plugin)
        if tenant is None:
            installed, choice = self._shelf.installed[plugin], self._shelf.choices.of(plugin)
            needs = choice.is_enabled and not choice.is_asked_for(installed.manifest)
            state = "failed" if installed.fault else "needs_rights" if needs else "off"
            return described(self._shelf, plugin, state=state, limits=LIMITS)
        how: dict[str, object] = {
            "state": tenant.state,
            "sentence": tenant.sentence,
            "panel": tenant.desk.panel,
            "address": self._seats.address(plugin),
        }
        return described(self._shelf, plugin, **how, usage=seen.usage(), limits=LIMITS)


def _mark(folder: Path) -> tuple[int, int]:
    """Return what tells a folder from another one that lies there later."""
    try:
        status = folder.stat()
    except OSError:
        return (0, 0)
    return (status.st_ino, status.st_mtime_ns)
