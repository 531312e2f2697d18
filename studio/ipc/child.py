"""Both sides of a supervised process: how it is started, and how it lives.

The process itself reads its boot message from its standard input, listens,
says that it is ready, and then watches the same pipe: its end is the end of
the supervisor::

    boot = Boot.read()
    server = ChannelServer(boot.address, name=boot.name, secret=boot.secret, ...)
    server.start()
    watch_lifeline(on_lost)
    announce_ready()

The supervisor's side is a ``Child``: one thread that waits, first for the ready
line, then for the end, so that nothing polls.
"""

import contextlib
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from studio.ipc.errors import ChildError
from studio.ipc.foreign import ForeignProcess, hold
from studio.ipc.launch import Launched, launch

_MAX_BOOT_BYTES = 60_000  # fits a pipe, so that writing it can't block
_READY = b"ready\n"
Launch = Callable[[str, Path], Launched]
_STDIN, _STDOUT, _STDERR = 0, 1, 2


class Boot(dict[str, object]):
    """What a process is told at its start; its ``repr`` shows no secrets."""

    @classmethod
    def read(cls) -> "Boot":
        """Read the boot message from standard input.

        Raises:
            ChildError: If there is none: somebody started this by hand.
        """
        line = b""
        while not line.endswith(b"\n"):
            # Unbuffered: what follows on this pipe is its end, and no more.
            piece = os.read(_STDIN, 65536)
            line += piece
            if not piece or len(line) > _MAX_BOOT_BYTES:
                break
        try:
            boot = json.loads(line)
        except ValueError:
            boot = None
        if not isinstance(boot, dict):
            raise ChildError(
                "This is a part of Rocket Studio that only its supervisor starts: "
                "use the command rocket-studio."
            )
        if isinstance(log := boot.get("log"), str):
            _log_to(log)  # a spare was launched before it had a log
        return cls(boot)

    @property
    def name(self) -> str:
        """What this process is called."""
        return self._text("name")

    @property
    def address(self) -> str:
        """Where it must listen."""
        return self._text("address")

    @property
    def secret(self) -> str:
        """What its peers must know."""
        return self._text("secret")

    @property
    def log(self) -> Path:
        """Its log file, to which its standard error goes already."""
        return Path(self._text("log"))

    def grace_s(self, usual_s: float) -> float:
        """Return how long it may live on alone, for another supervisor or engine to come.

        Raises:
            ChildError: If what the message says is no number.
        """
        grace_s = self.get("grace_s", usual_s)
        if not isinstance(grace_s, int | float):
            raise ChildError("The boot message has no sane 'grace_s'.")
        return grace_s

    def _text(self, key: str) -> str:
        value = self.get(key)
        if not isinstance(value, str):
            raise ChildError(f"The boot message has no {key!r}.")
        return value

    def __repr__(self) -> str:
        return f"Boot(name={self.get('name')!r}, keys={sorted(self)})"


def _log_to(path: str) -> None:
    """Make a file this process's standard error."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError:
        return  # it goes on where it went before
    os.dup2(descriptor, _STDERR)
    os.close(descriptor)


def watch_lifeline(on_lost: Callable[[], None]) -> threading.Thread:
    """Call this once, in a thread of its own, when the supervisor has gone."""

    def wait() -> None:
        while os.read(_STDIN, 4096):
            pass  # nothing is ever sent; if it is, it means nothing
        on_lost()

    thread = threading.Thread(target=wait, name="lifeline", daemon=True)
    thread.start()
    return thread


def announce_ready() -> None:
    """Tell the supervisor that this process listens now.

    Standard output becomes standard error after that, so that whatever a
    library prints ends up in the log.
    """
    with contextlib.suppress(BrokenPipeError):  # it has died: the lifeline tells
        os.write(_STDOUT, _READY)
    os.dup2(_STDERR, _STDOUT)


class Child:
    """One supervised process, from outside.

    Args:
        name: What it is called.
        kind: What it is.
        module: What ``python -m`` runs; a path that ends in .py is run as a file.
        boot: What it is told.
        log_path: Where its standard error goes.
        on_ready: Called in the child's thread when it listens.
        on_exit: Called there once, last, when it has ended.
        launch: Launches a module, or has one that was launched before.
    """

    def __init__(
        self,
        name: str,
        kind: str,
        module: str,
        boot: dict[str, object],
        log_path: Path,
        *,
        on_ready: Callable[["Child"], None] = lambda child: None,
        on_exit: Callable[["Child"], None] = lambda child: None,
        launch: Launch = launch,
    ) -> None:
        self.name = name
        self.kind = kind
        self.pid = 0
        self.exit_code: int | None = None
        """0 to 255, or minus the signal; stays None for one that was adopted."""
        self._module = module
        self._boot = boot
        self._log_path = log_path
        self._on_ready = on_ready
        self._on_exit = on_exit
        self._launch = launch
        self._process: Launched | None = None
        self._adopted: ForeignProcess | None = None
        self._is_ready = threading.Event()
        self._has_ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name=f"child-{name}", daemon=True)

    def start(self) -> None:
        """Start the process and give it its boot message.

        Raises:
            ChildError: If the system can't start it.
        """
        line = json.dumps(self._boot).encode() + b"\n"
        if len(line) > _MAX_BOOT_BYTES:
            raise ChildError(f"The boot message of {self.name} is too long: {len(line)} bytes.")
        try:
            self._process = self._launch(self._module, self._log_path)
        except OSError as error:
            raise ChildError(f"{self.name} can't be started: {error}.") from error
        self.pid = self._process.pid
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it has died: its exit code tells
            self._process.stdin.write(line)
        self._thread.start()

    def adopt(self, pid: int, is_it: Callable[[], bool] = lambda: True) -> None:
        """Watch a process that another supervisor has started and that is ready.

        Args:
            pid: Its number.
            is_it: Asked once the process is held: whether this number still
                means the right one, so that no other is ever killed.

        Raises:
            ChildError: If there is no such process any more.
        """
        try:
            adopted = hold(pid)
        except OSError as error:
            raise ChildError(f"{self.name} (process {pid}) has ended already.") from error
        if not is_it():
            adopted.close()
            raise ChildError(f"{self.name} (process {pid}) has ended already.")
        self._adopted = adopted
        self.pid = pid
        self._is_ready.set()
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended yet."""
        return not self._has_ended.is_set()

    def wait_ready(self, timeout_s: float) -> bool:
        """Wait until it listens, or has ended; say whether it listens."""
        self._is_ready.wait(timeout_s)
        return self._is_ready.is_set() and self.is_alive

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until it has ended and ``on_exit`` has returned; say whether."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def terminate(self) -> None:
        """Ask the system to end it."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once, even if it hangs or is stopped."""
        if sys.platform == "win32":
            self._signal(signal.SIGTERM)  # there it can't be caught
        else:
            self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        if self._process is not None:
            self._process.send_signal(number)
        elif self._adopted is not None:
            self._adopted.signal(number)

    def _watch(self) -> None:
        if self._adopted is not None:
            self._on_ready(self)
            self._adopted.wait()
        elif self._process is not None:
            if self._read_ready(self._process):
                self._is_ready.set()
                self._on_ready(self)
            self.exit_code = self._process.wait()
            assert self._process.stdin is not None
            self._process.stdin.close()
        self._has_ended.set()
        self._is_ready.set()  # nobody waits for it any longer
        self._on_exit(self)

    def _read_ready(self, process: Launched) -> bool:
        assert process.stdout is not None
        line = b""
        with process.stdout as pipe:
            while len(line) < len(_READY) and (piece := pipe.read(len(_READY) - len(line))):
                line += piece
        if line not in (_READY, b""):
            self.kill()  # it prints where only the ready line belongs
        return line == _READY
