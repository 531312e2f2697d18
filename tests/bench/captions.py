"""How well, how soon and for how much captions are made: ``python -m tests.bench.captions``.

First what is wrong, words of English and characters of Chinese, of the bare engine on each whole
clip and of ours, which is cut as it comes, on the same clips, clean and noisy.  Then the process
as a whole in real time (``captions_live``), beside a live 720p30 (``captions_on_air``), and half
an hour of silence and of music.

    .venv/bin/python -m tests.bench.captions --engine whisper --seconds 20
    .venv/bin/python -m tests.bench.captions --language zh --clips mine --cafe coffee-shop.ogg

With ``--translate`` each Chinese clip is printed with what Whisper makes of it in English, to be
read: nobody's translation is there to be compared with.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from studio.captions.choosing import Recognisers
from studio.captions.line import Ended, Line
from studio.captions.recogniser import Recogniser
from studio.captions.runaway import without_runaway
from studio.captions.sound import RATE_HZ, Mono, ms_of
from studio.captions.translating import Waiting, translated
from studio.captions.voice_activity import VoiceActivity
from studio.captions.wishes import Choice, LineWish
from studio.model.captions.spoken import Spoken
from studio.model.captions.writing import joined
from studio.weights.models import named, whole_path
from tests.bench.bars import Bar
from tests.bench.captions_live import BLOCK, live
from tests.bench.captions_on_air import on_air
from tests.bench.machine import the_machine_to_ourselves
from tests.bench.speech_clips import (
    Clip,
    clips_in,
    fetch,
    fetch_chinese,
    with_music,
    with_noise,
    with_recording,
)
from tests.bench.word_errors import character_errors, word_errors

WORK = Path("/tmp/rocket-bench/captions")
BELOW_DB = 10
PARTS = ("accuracy", "endless", "live", "on-air")
Change = Callable[[Mono], Mono]


def main() -> int:
    """Measure, print, and return 1 if a bar does not hold."""
    asked = _asked()
    asked.work.mkdir(parents=True, exist_ok=True)
    clips = fetch_chinese(asked.work) if asked.language == "zh" else fetch(asked.work)
    clips += clips_in(asked.clips) if asked.clips else []
    engine = asked.engine or ("whisper" if asked.language == "zh" else "moonshine")
    recognisers = Recognisers()
    recognisers.use(Choice.of(engine, ""))
    recogniser = recognisers.of(asked.language)
    bars: list[Bar] = []
    with the_machine_to_ourselves():
        if "accuracy" in asked.parts:
            bars += accuracy(clips, recogniser, asked.language, _changes(asked.cafe))
        if asked.translate:
            translate(clips, recogniser, asked.language)
        if "endless" in asked.parts:
            bars += endless(recogniser, asked.language)
        for part, measure in (("live", live), ("on-air", on_air)):
            if part in asked.parts:
                how = {"seconds": asked.seconds, "work": asked.work}
                bars += measure(clips, engine, asked.language, **how)
    for bar in bars:
        print(bar)
    return int(not all(bar.holds for bar in bars))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    parser.add_argument("--engine", choices=("moonshine", "whisper"), default="")
    parser.add_argument("--seconds", type=float, default=60, help="of speech, in real time")
    parser.add_argument("--clips", type=Path, help="a folder with more: one.wav beside one.txt")
    parser.add_argument("--cafe", type=Path, help="a recording of a café")
    parser.add_argument("--translate", action="store_true", help="into English, to be read")
    parser.add_argument("--parts", nargs="*", choices=PARTS, default=PARTS)
    parser.add_argument("--work", type=Path, default=WORK)
    return parser.parse_args()


def _changes(cafe: Path | None) -> dict[str, Change]:
    changes: dict[str, Change] = {
        "clean": lambda samples: samples,
        "music": partial(with_music, below_db=BELOW_DB),
        "made-up noise": partial(with_noise, below_db=BELOW_DB),
    }
    if cafe:
        changes["café"] = partial(with_recording, path=cafe, below_db=BELOW_DB)
    return changes


@dataclass
class Count:
    """What one way of hearing came to.

    Attributes:
        cells: Of its row in the table.
    """

    wrong: int
    cells: list[str]
    spent_s: float = 0.0


def accuracy(
    clips: Sequence[Clip], recogniser: Recogniser, language: str, changes: dict[str, Change]
) -> Iterator[Bar]:
    """Print the error rates as a table; yield what our cutting costs."""
    length_s = sum(len(clip.samples) for clip in clips) / RATE_HZ
    count_errors = character_errors if language == "zh" else word_errors
    what = "characters" if language == "zh" else "words"
    total = sum(count_errors(clip.text, "")[1] for clip in clips)
    counts = {"bare": Count(0, []), "ours": Count(0, [])}
    for change in changes.values():
        wrong = dict.fromkeys(counts, 0)
        for clip in clips:
            samples = change(clip.samples)
            for who, hear in (("bare", bare), ("ours", ours)):
                begun_s = time.process_time()
                wrong[who] += count_errors(clip.text, hear(samples, recogniser, language))[0]
                counts[who].spent_s += time.process_time() - begun_s
        for who, count in counts.items():
            count.wrong += wrong[who]
            count.cells.append(f"{wrong[who] / total:.1%}")
    said = f"{recogniser.name}, {len(clips)} clips, {length_s:.0f} s, {total} {what}"
    print(f"{said}; of them wrong, with what is {BELOW_DB} dB below the voice:\n")
    print(f"| | {' | '.join(changes)} | of a core |\n|---{'|---' * (len(changes) + 1)}|")
    for who, count in counts.items():
        cost = count.spent_s / length_s / len(changes)
        print(f"| {who} | {' | '.join(count.cells)} | {cost:.3f} |")
    # On so few words one more or less is a third of a point: it may be one in a hundred of all.
    ratio = counts["ours"].wrong / max(counts["bare"].wrong, 1)
    yield Bar("errors of ours beside the bare engine's", ratio, 1.05)


def bare(samples: Mono, recogniser: Recogniser, language: str) -> str:
    """Return what the engine hears in a whole clip, in halves of half a minute if it is longer."""
    most = 30 * RATE_HZ
    pieces = [samples[at : at + most] for at in range(0, len(samples), most)]
    return joined(word.text for piece in pieces for word in recogniser.transcribe(piece, language))


def ours(samples: Mono, recogniser: Recogniser, language: str) -> str:
    """Return what we hear as it comes."""
    return joined(heard(samples, recogniser, language))


def heard(samples: Mono, recogniser: Recogniser, language: str) -> list[str]:
    """Return the words that we hear as it comes."""
    texts: list[str] = []
    for segment in segments(samples):
        words = recogniser.transcribe(segment, language)
        texts += [word.text for word in without_runaway(words, ms_of(len(segment)))]
    return texts


def segments(samples: Mono) -> Iterator[Mono]:
    """Yield what belongs together of a clip that comes in small blocks."""
    line = Line(VoiceActivity(whole_path(named("voice"))))
    sound = np.concatenate((samples, np.zeros(RATE_HZ, np.float32)))
    for at in range(0, len(sound), BLOCK):
        line.put(at, sound[at : at + BLOCK])
        while (event := line.go_on()) is not None:
            if isinstance(event, Ended):
                yield event.samples


def translate(clips: Sequence[Clip], recogniser: Recogniser, language: str) -> None:
    """Print what was said, and of each part what was heard and what is told of it in English."""
    wish = LineWish("1", "", language, "", 0, 0, 0, translate_to="en")
    for clip in clips:
        print(f"said    {clip.text}")
        for segment in segments(clip.samples):
            words = recogniser.transcribe(segment, language)
            heard = Spoken(id="1", language=language, words=words, is_final=True)
            told = translated(Waiting(wish, heard, segment, 0), recogniser)
            print(f"heard   {heard.text}\nEnglish {told.translation if told else '–'}")


def endless(recogniser: Recogniser, language: str) -> Iterator[Bar]:
    """Yield how many words half an hour of silence, and a minute of music, come to."""
    silence = np.zeros(30 * 60 * RATE_HZ, np.float32)
    words = heard(silence, recogniser, language)
    yield Bar("words in half an hour of silence", len(words), 0)
    music = with_music(np.full(3 * 60 * RATE_HZ, 1e-3, np.float32), -40)
    yield Bar("words in a minute of music", len(heard(music, recogniser, language)) / 3, 6)


if __name__ == "__main__":
    sys.exit(main())
