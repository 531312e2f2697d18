"""Chinese and 98 more languages, by Whisper base in CTranslate2.

Experimental: of 851 characters of Chinese, read and said, 18 of 100 are wrong, with a café 10 dB
below the voice 23 (``tests.bench.captions``, on 64 sentences of AISHELL-1).

It can also say in English what it hears in another language, from the sound, not from the words,
which costs as much again.  From Chinese that is rough: most of it is fluent and wrong.  So what it
isn't sure of is left out, which is nearly all: of 52 sentences that none of this was tuned on 8
are told, and about half of these are right.  A larger Whisper of the user's own may do better.

What it hears is 30 s long, whatever is said in it, which costs a second on one core; ten seconds
are the least that it takes without saying one thing again and again, and cost a third.  So that
is what it gets, as much as the segment is long but ten seconds at least, and no more words than
fit into the time.  Its Chinese comes in traditional characters as often as not; here all are
simplified::

    whisper = Whisper(folder)                   # with model.bin, config.json, vocabulary.txt
    whisper.transcribe(samples, "zh")

faster-whisper isn't used, as it brings another runtime, a client for a model hub and a second
FFmpeg along; all that it does here is the picture (``mel``) and reading the tokens.
"""

import math
import re
from functools import cache
from pathlib import Path

import ctranslate2  # type: ignore[import-untyped]  # it ships no types
import numpy as np
from opencc import OpenCC

from studio.captions.errors import RecogniserError
from studio.captions.mel import STEP, log_mel
from studio.captions.recogniser import Recogniser, words_in
from studio.captions.sound import RATE_HZ, Mono
from studio.captions.timing import spread
from studio.model.captions.language import primary
from studio.model.captions.spoken import Word
from studio.model.captions.writing import is_unspaced

_LEAST_FRAMES = 1000
_MOST_FRAMES = 3000
_SPARE_FRAMES = 50
_TOKENS_S = 14
ENGLISH = "en"
"""All that it translates into."""
_SILENT = 0.6
"""It says how likely it is that nobody spoke."""
_SURE = -1.0
"""The mean log of how likely each token of a translation is; below it nearly all were wrong."""


class Whisper(Recogniser):
    """See the module.

    Args:
        folder: Of a model that CTranslate2 reads.

    Raises:
        RecogniserError: If it can't be used.
    """

    name = "whisper"
    translates_into = frozenset({ENGLISH})

    def __init__(self, folder: Path) -> None:
        try:
            self._model = ctranslate2.models.Whisper(
                str(folder), device="cpu", compute_type="int8", inter_threads=1, intra_threads=1
            )
        except (RuntimeError, ValueError) as error:
            raise RecogniserError(f"The model in {folder} can't be used: {error}.") from error
        self.languages = _languages(folder) if self._model.is_multilingual else frozenset({ENGLISH})
        if not self._model.is_multilingual:
            self.translates_into = frozenset()
        self._simplify = OpenCC("t2s")

    def transcribe(
        self, samples: Mono, language: str, *, has_ended: bool = True
    ) -> tuple[Word, ...]:
        """Return the words of a segment."""
        text = self._hear(samples, language, "transcribe")
        if primary(language) == "zh":
            text = self._simplify.convert(text)
        return spread(words_in(text), samples)

    def translate(self, samples: Mono, language: str, into: str) -> str:
        """Return what a segment says, in English; "" where it isn't sure."""
        if into not in self.translates_into:
            return super().translate(samples, language, into)
        text = self._hear(samples, language, "translate", beams=5, least_score=_SURE).strip()
        return "" if any(map(is_unspaced, text)) else text  # it has left some as it was

    def _hear(
        self,
        samples: Mono,
        language: str,
        task: str,
        *,
        beams: int = 1,
        least_score: float = -math.inf,
    ) -> str:
        frames = min(max(len(samples) // STEP + _SPARE_FRAMES, _LEAST_FRAMES), _MOST_FRAMES)
        picture = np.ascontiguousarray(log_mel(samples, frames)[None])
        prompt = ["<|startoftranscript|>"]
        if self._model.is_multilingual:
            prompt += [f"<|{primary(language)}|>", f"<|{task}|>"]
        prompt.append("<|notimestamps|>")
        try:
            found = self._model.generate(
                ctranslate2.StorageView.from_array(picture),
                [prompt],
                beam_size=beams,
                return_scores=True,
                max_length=len(prompt) + 8 + _TOKENS_S * len(samples) // RATE_HZ,
                return_no_speech_prob=True,
            )[0]
        except (RuntimeError, ValueError) as error:
            raise RecogniserError(f"Whisper has failed: {error}.") from error
        if found.no_speech_prob > _SILENT or found.scores[0] < least_score:
            return ""
        return text_of(found.sequences[0])


def text_of(tokens: list[str]) -> str:
    """Return what tokens say; those of timing and language say nothing.

    A token is some bytes, each written as a letter that can be seen (GPT-2's alphabet); a
    character of several bytes may be cut at the end, and is left out then.
    """
    letters = "".join(each for each in tokens if not each.startswith("<|"))
    alphabet = _alphabet()
    return bytes(alphabet[each] for each in letters if each in alphabet).decode("utf-8", "ignore")


def _languages(folder: Path) -> frozenset[str]:
    """Return those that a model has a token for; it takes any other for one of them."""
    listed = "".join(path.read_text("utf-8") for path in sorted(folder.glob("vocabulary.*")))
    return frozenset(re.findall(r"<\|([a-z]{2,3})\|>", listed))


@cache
def _alphabet() -> dict[str, int]:
    seen = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    unseen = [byte for byte in range(256) if byte not in seen]
    return {chr(byte): byte for byte in seen} | {
        chr(256 + place): byte for place, byte in enumerate(unseen)
    }
