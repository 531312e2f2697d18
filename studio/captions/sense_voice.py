"""A user's own SenseVoice model in sherpa-onnx: Chinese, Cantonese, English, Japanese, Korean.

No such model is in the package registries: this was tried with none, which the app says::

    sense = SenseVoice(folder / "model.int8.onnx", folder / "tokens.txt")
    sense.transcribe(samples, "zh")
"""

from pathlib import Path

import sherpa_onnx  # type: ignore[import-untyped]  # it ships no types

from studio.captions.errors import RecogniserError
from studio.captions.recogniser import Recogniser, words_in
from studio.captions.sound import RATE_HZ, Mono
from studio.captions.timing import spread
from studio.model.captions.language import primary
from studio.model.captions.spoken import Word


class SenseVoice(Recogniser):
    """See the module.

    Args:
        model: The network.
        tokens: Its words.

    Raises:
        RecogniserError: If they can't be used.
    """

    name = "own"
    languages = frozenset({"zh", "yue", "en", "ja", "ko"})

    def __init__(self, model: Path, tokens: Path) -> None:
        self._model, self._tokens = model, tokens
        self._engines: dict[str, sherpa_onnx.OfflineRecognizer] = {}

    def transcribe(
        self, samples: Mono, language: str, *, has_ended: bool = True
    ) -> tuple[Word, ...]:
        """Return the words of a segment."""
        engine = self._engine(primary(language))
        stream = engine.create_stream()
        stream.accept_waveform(RATE_HZ, samples)
        engine.decode_stream(stream)
        return spread(words_in(stream.result.text), samples)

    def _engine(self, language: str) -> "sherpa_onnx.OfflineRecognizer":
        """Return the one for a language, which is fixed when it is made."""
        if language not in self._engines:
            self._engines.clear()  # it is 230 MB
            try:
                self._engines[language] = sherpa_onnx.OfflineRecognizer.from_sense_voice(
                    model=str(self._model),
                    tokens=str(self._tokens),
                    num_threads=1,
                    language=language,
                    use_itn=True,
                )
            except (RuntimeError, ValueError) as error:
                raise RecogniserError(f"The model {self._model} can't be used: {error}.") from error
        return self._engines[language]
