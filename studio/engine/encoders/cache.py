"""What the probes found on this machine, kept from one start to the next.

A JSON file in the user's cache folder; whoever deletes it loses a second.  What
worked holds until the machine, FFmpeg or the question changes.  What did not work
is asked again after a day, for a driver may have been installed.  A file that
can't be read or written is no error, only a slower start::

    cache = ProbeCache()
    result = cache.get(spec, settings) or cache.keep(settings, probe(spec, settings))
"""

import dataclasses
import json
import logging
import os
import platform
import tempfile
import time
from pathlib import Path

import av

from studio.engine.encoders.catalog import EncoderSpec
from studio.engine.encoders.probe import ProbeResult
from studio.engine.encoders.settings import EncoderSettings
from studio.model.cache_folder import cache_folder

logger = logging.getLogger(__name__)

FAILURE_HOLDS_S = 24 * 3600
MOST_ENTRIES = 200


class ProbeCache:
    """Results of probes by machine, encoder, size, rate and FFmpeg.

    Args:
        path: The file; by default in the user's cache folder.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or cache_folder() / "encoders.json"

    def get(self, spec: EncoderSpec, settings: EncoderSettings) -> ProbeResult | None:
        """Return what is known, or None."""
        entry = self._read().get(_key(spec.id, settings))
        if not isinstance(entry, dict):
            return None
        try:
            result = ProbeResult(**entry["result"])
            age_s = time.time() - float(entry["at"])
        except (KeyError, TypeError, ValueError):
            return None
        return result if result.works or 0 <= age_s < FAILURE_HOLDS_S else None

    def keep(self, settings: EncoderSettings, result: ProbeResult) -> ProbeResult:
        """Write a result down, if it will be true next time, and return it."""
        if result.timed_out:
            return result
        entries = self._read()
        key = _key(result.encoder, settings)
        entries.pop(key, None)
        entries[key] = {"at": time.time(), "result": dataclasses.asdict(result)}
        while len(entries) > MOST_ENTRIES:
            del entries[next(iter(entries))]
        try:
            self._write(entries)
        except OSError as error:
            logger.warning("What the encoder probe found can't be kept: %s.", error)
        return result

    def _read(self) -> dict[str, object]:
        try:
            entries = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return entries if isinstance(entries, dict) else {}

    def _write(self, entries: dict[str, object]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=self._path.parent, delete=False
        ) as file:
            json.dump(entries, file, indent=1)
        Path(file.name).replace(self._path)


def _key(encoder: str, settings: EncoderSettings) -> str:
    machine = f"{platform.node()} {platform.machine()} {os.cpu_count()} cores"
    codecs = ".".join(str(part) for part in av.library_versions["libavcodec"])
    size = f"{settings.width}x{settings.height}@{settings.fps}"
    return f"{machine} | {encoder} in PyAV {av.__version__}, {codecs} | {size} {settings.latency}"
