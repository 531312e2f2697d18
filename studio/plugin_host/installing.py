"""Installs plugins: each is unpacked and checked in a thread, as a large one takes seconds.

The host goes on meanwhile, and whoever looks is told how far it is::

    installing = Installing(shelf, post, put=gallery.put, tell=gallery.tell)
    installing.begin(InstallPlugin(path="thanks-1.0.0.zip"), then)    # then("") or then(why not)
    installing.close()
"""

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Protocol

from studio.model.errors import StudioError
from studio.model.events import Event
from studio.model.plugin import Manifest
from studio.model.plugin_commands import InstallPlugin
from studio.model.plugin_state import InstallProgress
from studio.plugin_host.shelf import Shelf

log = logging.getLogger(__name__)

MAX_WAITING = 20
TELL_S = LOOK_S = 0.2
CLOSE_S = 5.0
PATIENCE_S = 30.0
"""How long the host may be busy with other things."""
_ENDED = "The plugin host ends or has too much to do; try again in a moment."
Then = Callable[[str], object]


class Put(Protocol):
    """Has a plugin that was looked into in its place; raises a ``StudioError`` if it can't."""

    def __call__(self, folder: Path, manifest: Manifest, *, is_older_allowed: bool) -> None:
        """See the class."""


class EndedError(StudioError):
    """The host ends before the plugin is installed, or never gets to it."""


class Installing:
    """See the module.  ``put``, ``tell`` and ``then`` are called in the main thread.

    Args:
        shelf: Where it is installed.
        post: Has the main thread do something.
        put: Ends the installation, once the plugin has been found good.
        tell: Tells everybody who looks of something.
    """

    def __init__(
        self,
        shelf: Shelf,
        post: Callable[[Callable[[], object]], None],
        *,
        put: Put,
        tell: Callable[[Event], object],
    ) -> None:
        self._shelf = shelf
        self._post = post
        self._put = put
        self._tell = tell
        self._waiting: queue.Queue[tuple[InstallPlugin, Then] | None] = queue.Queue(MAX_WAITING)
        self._is_ending = False
        self._thread: threading.Thread | None = None

    def begin(self, command: InstallPlugin, then: Then) -> None:
        """Install a plugin, after those that were begun before it."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="installing", daemon=True)
            self._thread.start()
        try:
            self._waiting.put_nowait((command, then))
        except queue.Full:
            then(f"{MAX_WAITING} plugins are being installed already: wait for one of them.")

    def close(self) -> None:
        """Give up what is not installed yet."""
        self._is_ending = True
        if self._thread is not None:
            with contextlib.suppress(queue.Empty):
                while True:
                    self._waiting.get_nowait()
            self._waiting.put_nowait(None)
            self._thread.join(CLOSE_S)

    def _work(self) -> None:
        while asked := self._waiting.get():
            command, then = asked
            why = ""
            try:
                self._install(command)
            except StudioError as error:
                why = str(error)
            except OSError as error:
                why = f"{error.filename}: {error.strerror}."
            except Exception:
                log.exception("A plugin could not be installed.")
                why = f"{command.path} could not be installed; the host's log says why."
            self._post(partial(then, why))

    def _install(self, command: InstallPlugin) -> None:
        told_s = time.monotonic()  # of what is done in a moment there is nothing to tell

        def on_share(share: float) -> None:
            nonlocal told_s
            if self._is_ending:
                raise EndedError(_ENDED)
            if time.monotonic() - told_s >= TELL_S:
                told_s = time.monotonic()
                progress = InstallProgress(path=command.path, percent=int(100 * share))
                self._post(partial(self._tell, progress))

        with self._shelf.looked_into(Path(command.path), on_share) as (folder, manifest):
            done: Future[None] = Future()

            def put() -> None:
                if done.set_running_or_notify_cancel():
                    try:
                        self._put(folder, manifest, is_older_allowed=command.is_older_allowed)
                        done.set_result(None)
                    except Exception as error:
                        done.set_exception(error)

            self._post(put)
            self._wait_for(done)

    def _wait_for(self, done: "Future[None]") -> None:
        """Wait for the main thread; raise what it raised."""
        deadline_s = time.monotonic() + PATIENCE_S
        while True:
            try:
                return done.result(LOOK_S)
            except TimeoutError:
                is_late = self._is_ending or time.monotonic() > deadline_s
                if is_late and done.cancel():
                    raise EndedError(_ENDED) from None
