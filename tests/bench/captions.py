"""How well, how soon and for how much captions are made: ``python -m tests.bench.captions``.

First the words that are wrong, of the bare engine on each whole clip and of ours, which is cut as
it comes, on the same clips, clean and noisy.  Then the process as a whole in real time: how long
after a word's end it is told, and when for good; word ends are those that PocketSphinx aligns the
transcript to, which is neither ours nor the engine's.  And what the process costs, and half an
hour of silence and of music.

    .venv/bin/python -m tests.bench.captions --engine whisper --seconds 20
"""

import argparse
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

from studio.captions.choosing import Recognisers
from studio.captions.line import Ended, Line
from studio.captions.recogniser import Recogniser
from studio.captions.runaway import without_runaway
from studio.captions.sound import RATE_HZ, Mono, ms_of
from studio.captions.voice_activity import VoiceActivity
from studio.captions.wishes import Choice
from studio.model.captions.writing import joined
from studio.weights.models import named, whole_path
from tests.bench.bars import Bar
from tests.bench.machine import the_machine_to_ourselves
from tests.bench.speech_clips import Clip, fetch, with_music, with_noise
from tests.bench.word_errors import found_words, word_errors, words_of
from tests.captions.clips import SoundRing
from tests.captions.process import CaptionsProcess

WORK = Path("/tmp/rocket-bench/captions")
BELOW_DB = 10
BLOCK = 341
_LAST_S = 1.0
"""What is final later than that behind a clip counts as never."""
_UV = Path(__file__).parents[2] / ".bootstrap/uv/bin/uv"


def main() -> int:
    """Measure, print, and return 1 if a bar does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=("moonshine", "whisper"), default="moonshine")
    parser.add_argument("--seconds", type=float, default=60, help="of speech, in real time")
    parser.add_argument("--work", type=Path, default=WORK)
    words = parser.parse_args()
    words.work.mkdir(parents=True, exist_ok=True)
    clips = fetch(words.work)
    recognisers = Recognisers()
    recognisers.use(Choice.of(words.engine, ""))
    with the_machine_to_ourselves():
        bars = [*accuracy(clips, recognisers.of("en")), *endless(recognisers.of("en"))]
        bars += live(clips, words.engine, words.seconds, words.work)
    for bar in bars:
        print(bar)
    return int(not all(bar.holds for bar in bars))


def accuracy(clips: Sequence[Clip], recogniser: Recogniser) -> Iterator[Bar]:
    """Print the error rates; yield what our cutting costs."""
    length_s = sum(len(clip.samples) for clip in clips) / RATE_HZ
    print(f"{recogniser.name}, {len(clips)} clips, {length_s:.0f} s; words that are wrong:")
    wrong = {"bare": 0, "ours": 0}
    for how, change in (
        ("clean", lambda samples, below_db: samples),
        (f"music {BELOW_DB} dB below", with_music),
        (f"noise {BELOW_DB} dB below", with_noise),
    ):
        counts = {"bare": 0, "ours": 0}
        spent_s = {"bare": 0.0, "ours": 0.0}
        total = 0
        for clip in clips:
            samples = change(clip.samples, BELOW_DB)
            for who, hear in (("bare", bare), ("ours", ours)):
                begun_s = time.process_time()
                errors, count = word_errors(clip.text, hear(samples, recogniser))
                spent_s[who] += time.process_time() - begun_s
                counts[who] += errors
            total += count
        for who in counts:
            wrong[who] += counts[who]
        told = "   ".join(
            f"{who} {counts[who] / total:6.1%} ({spent_s[who] / length_s:.3f} of a core)"
            for who in counts
        )
        print(f"  {how:20} {told}")
    # On so few words one more or less is a third of a point: it may be one in a hundred of all.
    yield Bar(
        "errors of ours beside the bare engine's", wrong["ours"] / max(wrong["bare"], 1), 1.05
    )


def bare(samples: Mono, recogniser: Recogniser) -> str:
    """Return what the engine hears in a whole clip, in halves of half a minute if it is longer."""
    most = 30 * RATE_HZ
    pieces = [samples[at : at + most] for at in range(0, len(samples), most)]
    return joined(word.text for piece in pieces for word in recogniser.transcribe(piece, "en"))


def ours(samples: Mono, recogniser: Recogniser) -> str:
    """Return what we hear as it comes."""
    line = Line(VoiceActivity(whole_path(named("voice"))))
    texts: list[str] = []
    quiet = np.zeros(RATE_HZ, np.float32)
    sound = np.concatenate((samples, quiet))
    for at in range(0, len(sound), BLOCK):
        line.put(at, sound[at : at + BLOCK])
        while (event := line.go_on()) is not None:
            if isinstance(event, Ended):
                words = recogniser.transcribe(event.samples, "en")
                kept = without_runaway(words, ms_of(len(event.samples)))
                texts += [word.text for word in kept]
    return joined(texts)


def endless(recogniser: Recogniser) -> Iterator[Bar]:
    """Yield how many words half an hour of silence, and ten minutes of music, come to."""
    silence = np.zeros(30 * 60 * RATE_HZ, np.float32)
    yield Bar("words in half an hour of silence", len(ours(silence, recogniser).split()), 0)
    music = with_music(np.full(60 * RATE_HZ, 1e-3, np.float32), -40)
    minutes = [ours(music, recogniser) for _ in range(3)]
    yield Bar("words in a minute of music", len(joined(minutes).split()) / len(minutes), 6)


@dataclass
class Told:
    """When each word of a clip was told first, and for good; in seconds after its end."""

    first_s: list[float]
    final_s: list[float]


def live(clips: Sequence[Clip], engine: str, seconds: float, work: Path) -> Iterator[Bar]:
    """Speak to the process in real time; yield how late it is and what it costs."""
    ends = {clip.name: aligned(clip, work) for clip in clips}
    told = Told([], [])
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        process = CaptionsProcess(Path(folder))
        process.channel.send({"type": "model", "name": engine, "folder": ""})
        watched = psutil.Process(process.child.pid)
        spent_s = spoken_s = 0.0
        for number, clip in enumerate(each for each in clips if ends[each.name]):
            if spoken_s > seconds:
                break
            begun = watched.cpu_times()
            begun_s = speak(process, clip, str(number))
            after = watched.cpu_times()
            if number:  # the first one loads the model
                spent_s += after.user + after.system - begun.user - begun.system
                spoken_s += len(clip.samples) / RATE_HZ
                note(told, process, clip, str(number), begun_s, ends[clip.name])
        memory_mb = watched.memory_info().rss / 1e6
        process.close()
    told.first_s, told.final_s = told.first_s or [math.inf], told.final_s or [math.inf]
    first_s, final_s = statistics.median(told.first_s), statistics.median(told.final_s)
    print(
        f"live, {spoken_s:.0f} s: {len(told.first_s)} words told {first_s * 1000:.0f} ms after "
        f"their end (p95 {p95(told.first_s) * 1000:.0f}), for good {final_s * 1000:.0f} ms after "
        f"the last one's (p95 {p95(told.final_s) * 1000:.0f}); {memory_mb:.0f} MB"
    )
    yield Bar("a word is told after, s, p50", first_s, 0.6)
    yield Bar("it is final after, s, p50", final_s, 1.5)
    yield Bar("of a core", spent_s / spoken_s, 0.35)


def speak(process: CaptionsProcess, clip: Clip, line: str) -> float:
    """Bring a clip in real time; return when it began, on the monotonic clock."""
    ring = SoundRing(f"bench-captions-{line}", rate_hz=RATE_HZ)
    process.hear(ring.name, line=line)
    time.sleep(1.0)  # the model is loaded, and the line there
    begun_s = time.monotonic()
    sound = np.concatenate((clip.samples, np.zeros(RATE_HZ, np.float32)))
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


if __name__ == "__main__":
    sys.exit(main())
