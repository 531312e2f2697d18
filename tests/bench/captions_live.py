"""How soon what is said is read: the captions process in real time, on clips with transcripts.

How long after a word's end it is told, and when for good; word ends are those that PocketSphinx
aligns an English transcript to, which is neither ours nor the engine's.  For Chinese there is
nothing that could say when a word ends, so that only the cost is measured::

    for bar in live(clips, "moonshine", "en", seconds=60, work=work): ...
"""

import math
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil

from studio.captions.sound import RATE_HZ
from tests.bench.bars import Bar
from tests.bench.speech_clips import Clip
from tests.bench.word_errors import found_words, words_of
from tests.captions.clips import SoundRing
from tests.captions.process import CaptionsProcess

BLOCK = 341
_QUIET_S = 1
"""Behind a clip, so that its last words are final."""
_LAST_S = 1.0
"""What is final later than that behind a clip counts as never."""
_UV = Path(__file__).parents[2] / ".bootstrap/uv/bin/uv"


@dataclass
class Told:
    """When each word of a clip was told first, and for good; in seconds after its end."""

    first_s: list[float]
    final_s: list[float]


def live(
    clips: Sequence[Clip], engine: str, language: str, *, seconds: float, work: Path
) -> Iterator[Bar]:
    """Speak to the process in real time; yield how late it is and what it costs."""
    ends = {clip.name: aligned(clip, work) for clip in clips} if language == "en" else {}
    usable = [clip for clip in clips if ends[clip.name]] if ends else list(clips)
    told = Told([], [])
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        process = CaptionsProcess(Path(folder))
        process.channel.send({"type": "model", "name": engine, "folder": ""})
        watched = psutil.Process(process.child.pid)
        spent_s = spoken_s = 0.0
        for number, clip in enumerate((usable[0], *usable)):  # the first loads the model
            if spoken_s > seconds:
                break
            begun = watched.cpu_times()
            begun_s = speak(process, clip, str(number), language)
            after = watched.cpu_times()
            if number:
                spent_s += after.user + after.system - begun.user - begun.system
                spoken_s += len(clip.samples) / RATE_HZ + _QUIET_S
                if ends:
                    note(told, process, clip, str(number), begun_s, ends[clip.name])
        memory_mb = watched.memory_info().rss / 1e6
        process.close()
    print(f"live, {spoken_s:.0f} s: {spent_s / spoken_s:.2f} of a core, {memory_mb:.0f} MB")
    yield Bar("of a core", spent_s / spoken_s, 0.35)
    if ends:
        yield from soon(told)


def soon(told: Told) -> Iterator[Bar]:
    """Yield how soon words were told."""
    told.first_s, told.final_s = told.first_s or [math.inf], told.final_s or [math.inf]
    first_s, final_s = statistics.median(told.first_s), statistics.median(told.final_s)
    print(
        f"{len(told.first_s)} words told {first_s * 1000:.0f} ms after their end (p95 "
        f"{p95(told.first_s) * 1000:.0f}), for good {final_s * 1000:.0f} ms after the last one's "
        f"(p95 {p95(told.final_s) * 1000:.0f})"
    )
    yield Bar("a word is told after, s, p50", first_s, 0.6)
    yield Bar("it is final after, s, p50", final_s, 1.5)


def speak(process: CaptionsProcess, clip: Clip, line: str, language: str) -> float:
    """Bring a clip in real time; return when it began, on the monotonic clock."""
    ring = SoundRing(f"bench-captions-{line}", rate_hz=RATE_HZ)
    process.hear(ring.name, line=line, language=language)
    time.sleep(1.0)  # the model is loaded, and the line there
    begun_s = time.monotonic()
    sound = np.concatenate((clip.samples, np.zeros(_QUIET_S * RATE_HZ, np.float32)))
    for at in range(0, len(sound), BLOCK):
        time.sleep(max(0.0, begun_s + (at + BLOCK) / RATE_HZ - time.monotonic()))
        ring.put(sound[at : at + BLOCK])
    time.sleep(_LAST_S)
    process.channel.send({"type": "hear_end", "line": line})
    ring.close()
    return begun_s


def note(
    told: Told,
    process: CaptionsProcess,
    clip: Clip,
    line: str,
    begun_s: float,
    ends_s: Sequence[float],
) -> None:
    """Note how late each word of a clip was told."""
    said = words_of(clip.text)
    texts: dict[str, str] = {}
    known: set[int] = set()
    for at_s, spoken in process.spoken():
        if spoken.id.partition(".")[0] != line:
            continue
        texts[spoken.id] = spoken.text
        found = found_words(said, words_of(" ".join(texts.values())))
        told.first_s += [at_s - begun_s - ends_s[n] for n in sorted(found - known)]
        known |= found
        if spoken.is_final and found:
            last = max(n for n in found if ends_s[n] <= at_s - begun_s)
            told.final_s.append(at_s - begun_s - ends_s[last])


def aligned(clip: Clip, work: Path) -> list[float]:
    """Return when each word of a clip ends, by PocketSphinx; nothing if it can't say."""
    folder = work / "pocketsphinx"
    if not folder.exists():
        install = ["pip", "install", "-q", "--no-deps", "--target", str(folder)]
        install += ["pocketsphinx==5.1.1", "--python", sys.executable]
        subprocess.run([str(_UV), *install], check=True)
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    from pocketsphinx import Decoder  # type: ignore[import-not-found]  # not ours

    said = words_of(clip.text)
    decoder = Decoder(lm=None, loglevel="FATAL")
    try:
        decoder.set_align_text(" ".join(said))
        decoder.start_utt()
        decoder.process_raw((clip.samples * 32767).astype(np.int16).tobytes(), full_utt=True)
        decoder.end_utt()
        found = [each for each in decoder.seg() if each.word[0] not in "<[("]
    except RuntimeError:
        return []
    ends = [(each.end_frame + 1) / 100 for each in found]
    return ends if len(ends) == len(said) else []


def p95(values: Sequence[float]) -> float:
    """Return what 95 of 100 are below."""
    return sorted(values)[int(0.95 * (len(values) - 1))]
