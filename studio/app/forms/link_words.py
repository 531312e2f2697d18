"""The words of a linked phone's or guest's settings, for translators; see ``schema_words``."""

from studio.app.words import later

WORDS: tuple[str, ...] = (
    later("Phone or guest"),
    later("A phone's camera and microphone, or a guest's."),
    later("Who"),
    later("A name, or a seat such as seat:2"),
    later("The first phone that comes"),
    later("Its camera"),
    later("Of another studio that offers its cameras: the name of one"),
    later("Its programme"),
    later("Sound later by"),
)
