"""The two files of a session, and how to find the one that runs.

``session.lock`` holds the secret, so it is for its user only; it never holds a
boot message, whose stream keys are nobody's business, but a keyed digest, by
which a supervisor that adopts a process can tell what it was started with.
"""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from studio.ipc.file_lock import FileLock
from studio.ipc.foreign import start_mark
from studio.ipc.message import Message
from studio.model.files import FileError, write_whole
from studio.supervisor.errors import SupervisorError

_PATIENCE_S = 2.0


@dataclass(frozen=True, slots=True)
class ListedProcess:
    """One process of a session, as the file lists it."""

    name: str
    kind: str
    pid: int
    address: str
    digest: str = ""
    """Of its boot message; see ``boot_digest``."""
    started: str = ""
    """See ``start_mark``."""

    @property
    def is_alive(self) -> bool:
        """Whether it lives, and its number has not become another process's."""
        return self.started != "" and start_mark(self.pid) == self.started


@dataclass(frozen=True, slots=True)
class Session:
    """What ``session.lock`` says, and whether it is true.

    Attributes:
        is_supervised: Its supervisor lives; if not, the engine starts a new one
            soon if it is live, or everything ends.
    """

    supervisor_pid: int
    supervisor_address: str
    secret: str = field(repr=False)
    processes: tuple[ListedProcess, ...] = ()
    is_supervised: bool = False

    @property
    def engine(self) -> ListedProcess | None:
        """The engine, if it is listed."""
        return next((each for each in self.processes if each.kind == "engine"), None)


class SessionLock(FileLock):
    """The right to supervise the sessions of one folder; dies with its process."""

    def __init__(self, run_dir: Path) -> None:
        super().__init__(run_dir / "supervisor.lock")

    def take(self, patience_s: float = _PATIENCE_S) -> bool:
        """Take the lock, waiting a moment for one who only looks; say whether."""
        return super().take(patience_s)


def find_session(run_dir: Path) -> Session | None:
    """Return the session that runs in this folder, if one does.

    It runs while its supervisor holds the lock, or while its engine lives and
    waits for a new one.
    """
    session = read_session(run_dir)
    if session is None:
        return None
    lock = SessionLock(run_dir)
    is_supervised = not lock.take(patience_s=0)
    lock.release()
    if not is_supervised and not any(process.is_alive for process in session.processes):
        return None
    return Session(
        session.supervisor_pid,
        session.supervisor_address,
        session.secret,
        session.processes,
        is_supervised,
    )


def read_session(run_dir: Path) -> Session | None:
    """Return what the file says, or None if there is none that makes sense."""
    try:
        content = json.loads(_session_path(run_dir).read_bytes())
        processes = tuple(ListedProcess(**entry) for entry in content["processes"])
        return Session(
            int(content["supervisor_pid"]),
            str(content["supervisor_address"]),
            str(content["secret"]),
            processes,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_session(run_dir: Path, session: Session) -> None:
    """Replace the file as a whole, so that a reader never sees half of it.

    Raises:
        SupervisorError: If it can't be written.
    """
    content = {
        "supervisor_pid": session.supervisor_pid,
        "supervisor_address": session.supervisor_address,
        "secret": session.secret,
        "processes": [asdict(process) for process in session.processes],
    }
    try:
        write_whole(_session_path(run_dir), json.dumps(content), mode=0o600)
    except FileError as error:
        raise SupervisorError(
            f"The session file {error} "
            "Make room on the disk; until then nobody could take this session over."
        ) from error


def remove_session(run_dir: Path) -> None:
    """Remove the file: there is no session any more."""
    _session_path(run_dir).unlink(missing_ok=True)


def boot_digest(secret: str, boot: Message) -> str:
    """Return a digest that only who knows the secret could compare with.

    Raises:
        SupervisorError: If the boot message can't be written as JSON.
    """
    try:
        content = json.dumps(boot, sort_keys=True, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise SupervisorError("Its boot message can't be written as JSON.") from error
    return hmac.new(secret.encode(), content.encode(), hashlib.sha256).hexdigest()


def _session_path(run_dir: Path) -> Path:
    return run_dir / "session.lock"
