"""``python -m studio.captions.trial``: tries a model before it is taken, in a process of its own.

A model's loader may end the process that calls it without a word, and what it costs depends on
the machine; so both are found out here, and told as one line of JSON::

    python -m studio.captions.trial whisper
    python -m studio.captions.trial own --folder ~/zipformer-bilingual
    {"model": "whisper", "languages": [], "translates_into": ["en"], "load_s": 0.4,
     "real_time_factor": 0.11}

It hears syllables that nobody said: real speech, with more words in it, costs up to half as much
again.  A sentence on standard error and exit code 2 say why a model can't be used.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from typing import TextIO

import numpy as np

from studio.captions.choosing import Recognisers
from studio.captions.errors import CaptionsError
from studio.captions.recogniser import Recogniser
from studio.captions.sound import RATE_HZ, Mono
from studio.captions.wishes import Choice

_EXIT_WRONG = 2
_SECONDS = 6
_TIMES = 3
_FORMANTS_HZ = ((730, 1090, 2440), (270, 2290, 3010), (300, 870, 2240), (530, 1840, 2480))
_PITCH_HZ = 120


def main(argv: Sequence[str], out: TextIO = sys.stdout) -> int:
    """Try what the words say; return the exit code."""
    parser = argparse.ArgumentParser(description="Tries a model that hears words.")
    parser.add_argument("model", choices=("moonshine", "whisper", "own"))
    parser.add_argument("--folder", default="", help="of one's own model")
    parser.add_argument("--language", default="en")
    words = parser.parse_args(argv)
    begun_s = time.monotonic()
    recognisers = Recognisers()
    recognisers.use(Choice.of(words.model, words.folder))
    try:
        recogniser = recognisers.of(words.language)
        load_s = time.monotonic() - begun_s
        factor = real_time_factor(recogniser, words.language)
    except CaptionsError as error:
        print(error, file=sys.stderr)
        return _EXIT_WRONG
    told = {
        "model": words.model,
        "languages": sorted(recogniser.languages),
        "translates_into": sorted(recogniser.translates_into),
        "load_s": round(load_s, 2),
        "real_time_factor": round(factor, 3),
    }
    print(json.dumps(told), file=out)
    return 0


def real_time_factor(recogniser: Recogniser, language: str) -> float:
    """Return which part of its length a segment takes; the best of some, as others may be busy."""
    spoken = syllables(_SECONDS)
    costs_s = []
    for _ in range(_TIMES):
        begun_s = time.monotonic()
        recogniser.transcribe(spoken, language)
        costs_s.append(time.monotonic() - begun_s)
    return min(costs_s) / _SECONDS


def syllables(seconds: float) -> Mono:
    """Return vowels of a low voice, four a second, with a breath of noise before each."""
    times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    part = (times * 4).astype(int)
    within = times * 4 - part
    sound = np.zeros(len(times))
    for harmonic in range(1, 30):
        hz = _PITCH_HZ * harmonic
        loud = [sum(np.exp(-(((hz - f) / 120) ** 2)) for f in each) for each in _FORMANTS_HZ]
        sound += np.asarray(loud)[part % len(_FORMANTS_HZ)] * np.sin(2 * np.pi * hz * times)
    breath = np.random.default_rng(1).standard_normal(len(times))
    mixed = np.where(within < 0.2, 0.3 * breath, sound * np.sin(np.pi * within))
    said: Mono = (0.3 * mixed / np.abs(mixed).max()).astype(np.float32)
    return said


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
