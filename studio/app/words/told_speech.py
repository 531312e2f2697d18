"""Sentences of what hears words; see ``told``.

They stand in studio/captions, studio/engine/captions/listening.py and studio/weights in English.
"""

from studio.app.words.tr import later

TEMPLATES: tuple[str, ...] = (
    later("The model that was chosen does not know {language}."),
    later("More than {count} phrases can't be put right."),
    later("The model {model} can't translate into {language}."),
    later("What makes captions does not answer: {error}"),
    later("The model {path} can't be used: {error}."),
    later("The model in {folder} can't be used: {error}."),
    later("Whisper has failed: {error}."),
    later("The English model has failed: {error}."),
    later("The list of words of the English model is cut short."),
    later(
        "The folder {folder} holds no model that can be used: a streaming transducer or "
        "paraformer of sherpa-onnx (encoder, decoder, joiner, tokens.txt), SenseVoice "
        "(model.onnx, tokens.txt) or a Whisper of CTranslate2 (model.bin)."
    ),
    later("when somebody speaks"),
    later("English, first half"),
    later("English, second half"),
    later("English, its words"),
    later("Chinese and other languages"),
    later("Chinese and other languages, how it is built"),
    later("Chinese and other languages, its words"),
)
