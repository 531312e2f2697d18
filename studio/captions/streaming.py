"""A user's own streaming model in sherpa-onnx: a transducer, or a paraformer.

Such a model hears each sample once.  A look that goes on from an earlier one, as they do while a
segment grows, only hears what is new; so a look costs next to nothing however long the segment
is.  No such model is in the package registries: this was tried with none, which the app says::

    streaming = Streaming(files_of(folder))
    streaming.transcribe(samples[:n], "zh", has_ended=False)
    streaming.transcribe(samples, "zh")
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sherpa_onnx  # type: ignore[import-untyped]  # it ships no types

from studio.captions.errors import RecogniserError
from studio.captions.recogniser import Recogniser
from studio.captions.sound import RATE_HZ, Mono, samples_of
from studio.model.captions.spoken import Word
from studio.model.captions.writing import is_unspaced

_TAIL = samples_of(660)
"""Silence behind the end: the last word is only told once so much was heard behind it."""
_MOST_HELD = 4
_LONGEST_WORD_MS = 900


@dataclass(frozen=True, slots=True)
class StreamingFiles:
    """What a folder holds.

    Attributes:
        joiner: None: it is a paraformer.
    """

    encoder: Path
    decoder: Path
    joiner: Path | None
    tokens: Path


@dataclass(slots=True)
class _Begun:
    """A segment that goes on: what was heard of it, and the engine's state behind that."""

    heard: Mono
    stream: "sherpa_onnx.OnlineStream"


class Streaming(Recogniser):
    """See the module.

    Args:
        files: The model.

    Raises:
        RecogniserError: If it can't be used.
    """

    name = "own"
    languages = frozenset()

    def __init__(self, files: StreamingFiles) -> None:
        self._begun: list[_Begun] = []
        words = {
            "tokens": str(files.tokens),
            "encoder": str(files.encoder),
            "decoder": str(files.decoder),
        }
        make = sherpa_onnx.OnlineRecognizer
        try:
            if files.joiner is None:
                self._engine = make.from_paraformer(**words, num_threads=1)
            else:
                self._engine = make.from_transducer(
                    **words, joiner=str(files.joiner), num_threads=1
                )
        except (RuntimeError, ValueError) as error:
            raise RecogniserError(f"The model {files.encoder} can't be used: {error}.") from error

    def transcribe(
        self, samples: Mono, language: str, *, has_ended: bool = True
    ) -> tuple[Word, ...]:
        """Return the words of a segment."""
        begun = self._go_on(samples)
        begun.stream.accept_waveform(RATE_HZ, samples[len(begun.heard) :])
        begun.heard = samples
        if has_ended:
            self._begun.remove(begun)
            begun.stream.accept_waveform(RATE_HZ, np.zeros(_TAIL, np.float32))
            begun.stream.input_finished()
        while self._engine.is_ready(begun.stream):
            self._engine.decode_stream(begun.stream)
        tokens, times_s = self._engine.tokens(begun.stream), self._engine.timestamps(begun.stream)
        return timed(tokens, times_s, len(samples) * 1000 // RATE_HZ)

    def _go_on(self, samples: Mono) -> _Begun:
        """Return the state behind the beginning of these, of earlier looks or new."""
        for begun in self._begun:
            length = len(begun.heard)
            if length <= len(samples) and np.array_equal(samples[:length], begun.heard):
                return begun
        begun = _Begun(np.empty(0, np.float32), self._engine.create_stream())
        self._begun = [*self._begun[1 - _MOST_HELD :], begun]
        return begun


def files_of(folder: Path) -> StreamingFiles | None:
    """Return the model that a folder holds, the small one if there are two; None if it has none."""
    found = {
        part: sorted(folder.glob(f"{part}*.onnx"), key=lambda path: "int8" not in path.name)
        for part in ("encoder", "decoder", "joiner")
    }
    tokens = folder / "tokens.txt"
    if not (found["encoder"] and found["decoder"] and tokens.is_file()):
        return None
    joiner = found["joiner"][0] if found["joiner"] else None
    return StreamingFiles(found["encoder"][0], found["decoder"][0], joiner, tokens)


def timed(tokens: Sequence[str], times_s: Sequence[float], length_ms: int) -> tuple[Word, ...]:
    """Return the words that an engine's tokens make; one that begins a word has a space in front.

    Args:
        tokens: Parts of words, or Chinese characters.
        times_s: When each begins, from the first sample.
        length_ms: Of the sound.
    """
    begun: list[tuple[str, int]] = []
    for token, time_s in zip(tokens, times_s, strict=False):
        text = token.replace("▁", " ")
        bare = text.strip()
        starts = text.startswith(" ") or not begun or is_unspaced(bare[:1])
        if bare and (starts or is_unspaced(begun[-1][0][-1])):
            begun.append((bare, round(time_s * 1000)))
        elif bare:
            begun[-1] = (begun[-1][0] + bare, begun[-1][1])
    ends = [*(start for _, start in begun[1:]), length_ms]
    return tuple(
        Word(text=text[:100], start_ms=begin, end_ms=max(begin, min(end, begin + _LONGEST_WORD_MS)))
        for (text, begin), end in zip(begun, ends, strict=True)
    )
