"""The words of a microphone's settings, for translators; see ``schema_words``."""

from studio.app.words import later

WORDS: tuple[str, ...] = (
    later("Microphone"),
    later("A microphone, or any sound that comes into this computer."),
    later("Its name, or a part of it"),
    later("Stand-in sound"),
    later("Heard where there is no such device"),
    later("Clean voice"),
    later("Cancel echo"),
    later("Of what you monitor on loudspeakers"),
    later("Reduce noise"),
    later("Not at all"),
    later("Standard"),
    later("Strong"),
    later("Even loudness"),
    later("Turns a quiet voice up and a loud one down"),
    later("Loudness"),
    later("Of the voice on average"),
)
