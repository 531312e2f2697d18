"""The models that can be chosen, what is said of each, and which one hears a language.

offer = hearing(CaptionSettings(language="zh"))     # Whisper's
offer.kind, offer.parts, offer.knows("zh")
"""

from dataclasses import dataclass

from studio.app.words import later
from studio.model.captions.language import primary
from studio.model.captions.settings import CaptionSettings

VOICE = "voice"
"""Says when somebody speaks: no model hears without it."""
TARGET = "en"
"""What a model translates into, if it translates at all."""
RECOMMENDED = "sherpa-onnx-streaming-zipformer-bilingual-zh-en-2023-02-20"
"""Hears each sample once, Chinese and English mixed: no registry that we may fetch from has it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A model.

    Attributes:
        kind: As the settings name it; "" for what suits the language.
        title: In English; said by ``tr``.
        what: What it knows and how well, likewise.
        parts: Names that fetch its files.
        languages: That it knows; empty for all that there are.
        does_translate: It translates what isn't English into English.
    """

    kind: str
    title: str
    what: str
    parts: tuple[str, ...] = ()
    languages: frozenset[str] = frozenset()
    does_translate: bool = False

    def knows(self, language: str) -> bool:
        """Say whether it understands a language."""
        return not self.languages or primary(language) in self.languages


SUITABLE = Offer(
    "",
    later("What suits the language"),
    later("Moonshine for English, Whisper for all others."),
    does_translate=True,
)
MOONSHINE = Offer(
    "moonshine",
    later("Moonshine tiny"),
    later("English only, quick and light."),
    (VOICE, "english"),
    frozenset({"en"}),
)
WHISPER = Offer(
    "whisper",
    later("Whisper base"),
    later("Chinese and 98 more languages. Of hard Chinese it gets one character in four wrong."),
    (VOICE, "whisper"),
    does_translate=True,
)
OWN = Offer(
    "own",
    later("A model of your own"),
    later(
        "A folder with a streaming transducer or paraformer of sherpa-onnx, SenseVoice, or a "
        "Whisper of CTranslate2."
    ),
    (VOICE,),
)
OFFERS = (SUITABLE, MOONSHINE, WHISPER, OWN)


def offer_of(kind: str) -> Offer:
    """Return a model by its kind; one that isn't known here is what suits the language."""
    return next((each for each in OFFERS if each.kind == kind), SUITABLE)


def suited(offer: Offer, language: str) -> Offer:
    """Return what really hears: what suits the language may be one or the other."""
    if offer is not SUITABLE:
        return offer
    return MOONSHINE if primary(language) == "en" else WHISPER


def hearing(settings: CaptionSettings) -> Offer:
    """Return what hears as captions are set."""
    return suited(offer_of(settings.model), settings.language)


def can_translate(settings: CaptionSettings) -> bool:
    """Say whether what is said can be translated as captions are set.

    A model of one's own may be a Whisper, which can: that shows when it is loaded.
    """
    offer = hearing(settings)
    return primary(settings.language) != TARGET and (offer.does_translate or offer is OWN)
