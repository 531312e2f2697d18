"""A real PostgreSQL for tests, Debian's, on a Unix socket in a folder of its own.

The fixture ``postgres`` of tests/room/conftest.py runs one for a whole session::

    url = postgres.new_database()
    postgres.stop("immediate")
    postgres.start()
"""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

_COMMAND_S = 60


def program(name: str) -> Path | None:
    """Return one of the newest PostgreSQL's programs, or None if there is none."""
    found = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    return max(found, key=lambda path: int(path.parts[-3]), default=None)


class Postgres:
    """A cluster; it refuses to run as root, so root lends it Debian's user of that name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(folder, self._user)
        self._data = folder / "data"
        self._names = itertools.count(1)
        self._run("initdb", "-D", str(self._data), "-A", "trust", "-E", "UTF8", "--locale=C")
        self.start()

    @property
    def port(self) -> int:
        """Names the socket in the folder; no TCP port is opened."""
        return 5432

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-k {self.folder} -p {self.port} -c listen_addresses='' -c fsync=on"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", log, "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it; ``immediate`` is as if it had crashed."""
        self._run("pg_ctl", "-D", str(self._data), "-w", "-m", mode, "stop")

    def new_database(self) -> str:
        """Return the address of a new, empty database."""
        name = f"test{next(self._names)}"
        host, port = str(self.folder), str(self.port)
        self._run("createdb", "-h", host, "-p", port, "-U", self._user, name)
        return f"postgresql://{self._user}@/{name}?host={host}&port={port}"

    @classmethod
    @contextmanager
    def started(cls) -> Iterator[Self]:
        """Run one in a temporary folder for as long as the context lasts."""
        folder = Path(tempfile.mkdtemp(prefix="rocket-pg-"))
        try:
            server = cls(folder)
            try:
                yield server
            finally:
                server.stop("immediate")
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _run(self, name: str, *arguments: str) -> None:
        path = program(name)
        if path is None:
            raise RuntimeError("PostgreSQL is missing: apt-get install postgresql")
        subprocess.run(
            [str(path), *arguments],
            check=True,
            timeout=_COMMAND_S,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            user=self._user if os.geteuid() == 0 else None,
            env=os.environ | {"LC_ALL": "C"},
        )
