"""Sentences of what makes voices clean; see ``told``.

They stand in studio/engine/voices.py, its voice_input.py and studio/link/voice in English.
"""

from studio.app.words.tr import later

TEMPLATES: tuple[str, ...] = (
    later("The microphone is heard as it is until it is clean again."),
    later("What makes voices clean has stopped."),
    later("What makes voices clean does not answer: {error}"),
    later("The voice can't be made clean; the log says more."),
    later("There are {number} voices already: turn another one off first."),
)
