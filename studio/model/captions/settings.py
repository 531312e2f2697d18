"""What a session's captions shall be.  Off, until somebody switches them on."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from studio.model.scene import BUS_COUNT

MOST_PHRASES = 1_000
"""Of those that are masked, and of those that are put right."""

Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Speaker = Annotated[str, StringConstraints(max_length=100)]
Bus = Annotated[int, Field(ge=1, le=BUS_COUNT)]


class CaptionSettings(BaseModel):
    """How what is said is heard, changed and sent.

    Attributes:
        hears: A recogniser listens to the buses of ``speakers``.
        language: That is spoken, such as ``en``.
        model: That hears; "" is what suits the language, ``own`` that of the folder.
        model_folder: Of a model of one's own.
        translate_to: The language that finals are translated into besides, such as ``en``, where
            the model can do that; "" for none.
        speakers: Who speaks on which bus, from 1; "" isn't told to viewers.
        in_video: The encoded video carries captions as CEA-608, which players and platforms
            show by a button of their own.  It knows Western European letters only: what is
            said in any other writing isn't sent that way.
        rows: How many lines of these roll up.
        masked: What is shown as stars.
        corrections: What is heard wrong, and what was meant; nothing instead of noise.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    hears: bool = False
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z-]{2,12}$")] = "zh"
    model: Annotated[str, StringConstraints(max_length=64)] = ""
    model_folder: Annotated[str, StringConstraints(max_length=4096)] = ""
    translate_to: Annotated[str, StringConstraints(pattern=r"^([A-Za-z-]{2,12})?$")] = ""
    speakers: dict[Bus, Speaker] = {1: ""}
    in_video: bool = False
    rows: Literal[2, 3] = 3
    masked: Annotated[tuple[Phrase, ...], Field(max_length=MOST_PHRASES)] = ()
    corrections: Annotated[
        dict[Phrase, Annotated[str, StringConstraints(max_length=100)]],
        Field(max_length=MOST_PHRASES),
    ] = {}
