"""The caption sources among the inputs: each reads what is said, in its own look.

A source that is new or looks otherwise shows an example for a moment, so that people see where
it lies; not while something is live or recorded::

    sources = CaptionSources()
    captions.show_on(sources, is_busy)
    source = sources.open("Captions", settings)
    sources.update(inputs, sources_of_all)      # their settings may have changed

Belongs to the main thread.
"""

from collections.abc import Callable, Mapping

from studio.engine.sources.captions import CaptionSource
from studio.engine.sources.source import Source
from studio.model.captions.language import primary
from studio.model.captions.spoken import Spoken
from studio.model.captions.wording import words_of
from studio.model.kinds_captions import CaptionSourceSettings
from studio.model.scene import Input

_CHINESE, _ENGLISH = "这里显示您说的话。", "What you say is shown here."


class CaptionSources:
    """See the module."""

    def __init__(self) -> None:
        self._open: list[CaptionSource] = []
        self._example: Callable[[], Spoken | None] = lambda: None

    def show_examples(self, example: Callable[[], Spoken | None]) -> None:
        """Have sources show an example from now on.

        Args:
            example: Returns it, or None while there shall be none.
        """
        self._example = example

    def open(self, name: str, settings: CaptionSourceSettings) -> CaptionSource:
        """Return a source that is told what is said, as long as it runs."""
        source = CaptionSource(name, settings)
        self._open.append(source)
        self._show_example(source)
        return source

    def update(self, inputs: Mapping[str, Input], sources: Mapping[str, Source]) -> None:
        """Have sources look as they are set now.

        Args:
            inputs: All of them, by name.
            sources: Of all that have a picture.
        """
        running = set(map(id, sources.values()))
        self._open = [source for source in self._open if id(source) in running]
        for name, source in sources.items():
            settings = inputs[name].typed
            if (
                isinstance(source, CaptionSource)
                and isinstance(settings, CaptionSourceSettings)
                and source.use(settings)
            ):
                self._show_example(source)

    def say(self, spoken: Spoken, is_new: bool) -> None:
        """Tell all of them what is said.

        Args:
            spoken: As it is to be read.
            is_new: Else it was told before, and is only put right.
        """
        for source in self._open:
            source.say(spoken, is_new=is_new)

    def _show_example(self, source: CaptionSource) -> None:
        if example := self._example():
            source.show_example(example)


def example(language: str) -> Spoken:
    """Return what shows how captions look, with a translation.

    Args:
        language: That is spoken.
    """
    is_chinese = primary(language) in ("zh", "yue")
    texts = (_CHINESE, _ENGLISH) if is_chinese else (_ENGLISH, _CHINESE)
    return Spoken(
        id="example",
        language="zh" if is_chinese else "en",
        words=words_of(texts[0]),
        is_final=True,
        translation=texts[1],
        translation_language="en" if is_chinese else "zh",
    )
