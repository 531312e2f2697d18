"""Which recogniser hears a language: English has the small one, others Whisper, or the user's own.

A model that is missing is a sentence that says how to get it, not an end::

    recognisers = Recognisers()
    recognisers.use(Choice("own", Path("zipformer-bilingual")))
    recognisers.of("en").transcribe(…)      # loaded when it is first wanted
"""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from studio.captions.errors import CaptionsError, RecogniserError
from studio.captions.recogniser import Recogniser
from studio.captions.streaming import Streaming, files_of
from studio.captions.wishes import Choice
from studio.model.captions.language import primary
from studio.weights.errors import WeightsError
from studio.weights.models import named, whole_path

logger = logging.getLogger(__name__)

_AGAIN_S = 5.0


class Recognisers:
    """See the module; belongs to one thread."""

    def __init__(self) -> None:
        self._choice = Choice()
        self._made: dict[Choice, Recogniser] = {}
        self._failed: dict[Choice, tuple[str, float]] = {}

    def use(self, choice: Choice) -> None:
        """Hear with this from now on; others are let go, as each fills memory."""
        if choice != self._choice:
            self._choice = choice
            self._made.clear()
            self._failed.clear()

    def of(self, language: str) -> Recogniser:
        """Return what hears a language.

        Raises:
            RecogniserError: If that isn't here, or doesn't know it.
        """
        choice = self._choice
        if not choice.kind:
            choice = Choice("moonshine" if primary(language) == "en" else "whisper")
        made = self._made.get(choice) or self._make(choice)
        if not made.knows(language):
            raise RecogniserError(f"The model that was chosen does not know {language!r}.")
        return made

    def _make(self, choice: Choice) -> Recogniser:
        """Load one; what failed is tried again some seconds later, as it may be fetched by then."""
        reason, again_s = self._failed.get(choice, ("", 0.0))
        if time.monotonic() < again_s:
            raise RecogniserError(reason)
        try:
            made = self._made[choice] = _MAKERS[choice.kind](choice.folder)
        except (CaptionsError, WeightsError) as error:
            if str(error) != reason:
                logger.warning("%s", error)
            self._failed[choice] = str(error), time.monotonic() + _AGAIN_S
            raise RecogniserError(str(error)) from error
        self._failed.pop(choice, None)
        return made


# Each is imported when it is wanted: their libraries take a third of a second and 40 MB.
def _moonshine(folder: Path) -> Recogniser:
    from studio.captions.moonshine import Moonshine

    parts = ("english_encoder", "english_decoder", "english_tokens")
    return Moonshine(*(whole_path(named(part)) for part in parts))


def _whisper(folder: Path) -> Recogniser:
    from studio.captions.whisper import Whisper

    parts = ("whisper_config", "whisper_tokens", "whisper")
    paths = [whole_path(named(part)) for part in parts]
    return Whisper(paths[-1].parent)


def own_recogniser(folder: Path) -> Recogniser:
    """Return what hears with a folder's model; its files say what it is.

    Raises:
        RecogniserError: If it is none that is known here.
    """
    if (folder / "model.bin").is_file():
        from studio.captions.whisper import Whisper

        return Whisper(folder)
    if files := files_of(folder):
        return Streaming(files)
    found = sorted(folder.glob("model*.onnx"), key=lambda path: "int8" not in path.name)
    if found and (folder / "tokens.txt").is_file():
        from studio.captions.sense_voice import SenseVoice

        return SenseVoice(found[0], folder / "tokens.txt")
    raise RecogniserError(
        f"The folder {folder} holds no model that can be used: a streaming transducer or "
        "paraformer of sherpa-onnx (encoder, decoder, joiner, tokens.txt), SenseVoice "
        "(model.onnx, tokens.txt) or a Whisper of CTranslate2 (model.bin)."
    )


_MAKERS: dict[str, Callable[[Path], Recogniser]] = {
    "moonshine": _moonshine,
    "whisper": _whisper,
    "own": own_recogniser,
}
