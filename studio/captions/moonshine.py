"""English, by the tiny Moonshine model in sherpa-onnx: the default, as it is fast and offline.

A whole segment is heard anew at each look, which costs 2 to 3 % of its length on one core.  It
tells no times of words; they are spread over the voice (``timing``)::

    moonshine = Moonshine(encoder, decoder, tokens)
    moonshine.transcribe(samples, "en")
"""

import base64
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import sherpa_onnx  # type: ignore[import-untyped]  # it ships no types

from studio.captions.errors import RecogniserError
from studio.captions.recogniser import Recogniser, words_in
from studio.captions.sound import RATE_HZ, Mono
from studio.captions.timing import spread
from studio.model.captions.spoken import Word

_LEAST = RATE_HZ // 2
"""Samples; it can't hear what is shorter, so that silence is put behind it."""
_LONG = 0x80


class Moonshine(Recogniser):
    """See the module.

    Args:
        encoder: The model's first half.
        decoder: Its other one.
        tokens: Its words, as Moonshine has them.

    Raises:
        RecogniserError: If they can't be used.
    """

    name = "moonshine"
    languages = frozenset({"en"})

    def __init__(self, encoder: Path, decoder: Path, tokens: Path) -> None:
        with tempfile.TemporaryDirectory(prefix="rocket-captions-") as folder:
            listed = Path(folder) / "tokens.txt"
            listed.write_text(listed_tokens(tokens.read_bytes()))
            try:
                self._engine = sherpa_onnx.OfflineRecognizer.from_moonshine_v2(
                    encoder=str(encoder), decoder=str(decoder), tokens=str(listed), num_threads=1
                )
            except (RuntimeError, ValueError) as error:
                raise RecogniserError(f"The model {encoder} can't be used: {error}.") from error

    def transcribe(
        self, samples: Mono, language: str, *, has_ended: bool = True
    ) -> tuple[Word, ...]:
        """Return the words of a segment."""
        stream = self._engine.create_stream()
        stream.accept_waveform(RATE_HZ, np.pad(samples, (0, max(0, _LEAST - len(samples)))))
        try:
            self._engine.decode_stream(stream)
        except RuntimeError as error:
            raise RecogniserError(f"The English model has failed: {error}.") from error
        return spread(words_in(stream.result.text), samples)


def listed_tokens(data: bytes) -> str:
    """Return Moonshine's words as sherpa-onnx reads them: base64 and a number on each line.

    Args:
        data: Of each word its length and its bytes; a length of 128 or more takes two bytes, the
            lower seven bits first.

    Raises:
        RecogniserError: If it ends within a word.
    """
    lines = (
        f"{base64.b64encode(word or b' ').decode()} {number}"
        for number, word in enumerate(_words(data))
    )
    return "".join(f"{line}\n" for line in lines)


def _words(data: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        length, head = data[at], 1
        if length >= _LONG:
            if at + 1 == len(data):
                raise RecogniserError("The list of words of the English model is cut short.")
            length, head = data[at + 1] * _LONG + length - _LONG, 2
        word = data[at + head : at + head + length]
        if len(word) < length:
            raise RecogniserError("The list of words of the English model is cut short.")
        yield word
        at += head + length
