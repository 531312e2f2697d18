"""The Python environment ``.venv``, made from uv.lock with every hash checked.

uv comes from PyPI by pip, pinned by hash in installer/uv.txt, into a small
environment of its own.  A stamp holds what ``.venv`` was made from, so that a
second call reads three files and does nothing::

    environment = Environment(root, extras=("engine",))
    if not environment.is_current():
        environment.build(progress)
"""

import hashlib
import os
import platform
import sys
from pathlib import Path

from installer.steps import Progress, StepError

STAMP = "rocket-studio-"
LOCKED_BY = ("uv.lock", "pyproject.toml", "installer/uv.txt")


def fingerprint(contents: list[bytes], extras: tuple[str, ...], python: str) -> str:
    """Return a name for an environment that is made of these lock files, extras and Python."""
    digest = hashlib.sha256()
    for part in [*contents, ",".join(sorted(extras)).encode(), python.encode()]:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


class Environment:
    """``.venv`` of one checkout.

    Args:
        root: The checkout.
        extras: Extras of pyproject.toml that it must hold; it may hold more.
        folder: Where it is, if not in ``.venv``.
    """

    def __init__(self, root: Path, extras: tuple[str, ...], folder: Path | None = None) -> None:
        self._root = root
        self._extras = extras
        self._venv = folder or root / ".venv"
        self._tools = root / ".bootstrap"

    @property
    def log(self) -> Path:
        """Where the output of the commands goes."""
        return self._tools / "setup.log"

    def program(self, name: str) -> Path:
        """Return the path of a program of the environment."""
        return _program(self._venv, name)

    def is_current(self) -> bool:
        """Tell whether the environment was made from what now lies in the checkout."""
        if not self.program("python").exists():
            return False
        stamps = self._venv.glob(f"{STAMP}*.stamp")
        return any(self._is_true(stamp) for stamp in stamps)

    def _is_true(self, stamp: Path) -> bool:
        """Tell whether a stamp is of this lock, with our extras or more."""
        extras = tuple(stamp.name.removeprefix(STAMP).removesuffix(".stamp").split("-"))
        return set(self._extras) <= set(extras) and stamp.read_text() == self._want(extras)

    def build(self, progress: Progress) -> None:
        """Make or bring up to date the environment.

        Raises:
            StepError: If a command fails.
        """
        for stamp in self._venv.glob(f"{STAMP}*.stamp"):
            stamp.unlink()  # an interrupted build is no environment
        uv = self._uv(progress)
        extras = [word for extra in self._extras for word in ("--extra", extra)]
        progress.call(
            # Compiled now: else each process of the first start compiles for seconds, and
            # each one of every start does where PYTHONDONTWRITEBYTECODE is set.
            [str(uv), "sync", "--frozen", "--no-progress", "--compile-bytecode", *extras],
            remedy="Run this again: what was downloaded is kept.",
            environment=os.environ
            | {
                "UV_PROJECT": str(self._root),
                "UV_PROJECT_ENVIRONMENT": str(self._venv),
                "UV_PYTHON": sys.executable,
                "UV_PYTHON_DOWNLOADS": "never",
                "VIRTUAL_ENV": "",
            },
        )
        progress.call(
            [str(self.program("python")), "-m", "compileall", "-q", str(self._root / "studio")],
            remedy="Look whether the disk is full and the checkout yours, then run this again.",
        )
        self.mark_current()

    def mark_current(self) -> None:
        """Remember what the environment was made from."""
        stamp = self._venv / f"{STAMP}{'-'.join(sorted(self._extras))}.stamp"
        stamp.write_text(self._want(self._extras))

    def _uv(self, progress: Progress) -> Path:
        tools, pins = self._tools / "uv", self._root / "installer" / "uv.txt"
        uv, stamp = _program(tools, "uv"), tools / "pins.stamp"
        want = fingerprint([pins.read_bytes()], (), _interpreter())
        if uv.exists() and stamp.exists() and stamp.read_text() == want:
            return uv
        (self._tools / ".gitignore").write_text("*\n")
        progress.call(
            [sys.executable, "-m", "venv", "--clear", str(tools)],
            remedy="Python's venv module is missing: on Debian the package python3-venv has it.",
        )
        pip = [str(_program(tools, "python")), "-m", "pip", "install", "--quiet", "--no-deps"]
        progress.call(
            [*pip, "--only-binary=:all:", "--require-hashes", "-r", str(pins)],
            remedy="Run this again. If PyPI is out of reach, set PIP_INDEX_URL to a mirror.",
        )
        stamp.write_text(want)
        return uv

    def _want(self, extras: tuple[str, ...]) -> str:
        try:
            contents = [(self._root / name).read_bytes() for name in LOCKED_BY]
        except FileNotFoundError as error:
            raise StepError(
                f"{error.filename} is missing: this checkout is not whole. Clone it again."
            ) from error
        return fingerprint(contents, extras, _interpreter())


def _program(venv: Path, name: str) -> Path:
    if os.name == "nt":
        return venv / "Scripts" / f"{name}.exe"
    return venv / "bin" / name


def _interpreter() -> str:
    """Return what an environment must share with its Python; a new patch level keeps it."""
    return f"{sys.base_prefix} {sys.version_info[0]}.{sys.version_info[1]} {platform.machine()}"
