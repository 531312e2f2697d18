"""The words of the face effect filter's settings, for translators."""

from studio.app.words import later

WORDS: tuple[str, ...] = (
    later("Face effect"),
    later("Puts ears, glasses, hats and the like on faces."),
    later("Effect"),
    later("One of the studio's or of your own, or the folder of one"),
    later("None"),
    later("Size"),
    later("Strength"),
    later("Faces at most"),
    later("Hands play along"),
    later(
        "Some effects wait for a thumb or a heart; "
        "to look for hands costs as much again as to look for faces"
    ),
)
