"""The words of an avatar's settings, for translators; see ``schema_words``."""

from studio.app.words import later

WORDS: tuple[str, ...] = (
    later("Avatar"),
    later("A character that does what a camera sees: head, eyes, mouth, arms."),
    later("Character"),
    later("A .vrm or .glb file"),
    later("Nova, the studio's"),
    later("Does what this source sees"),
    later("Nothing: it idles"),
    later("Listens to"),
    later("Moves the mouth too, and alone where no face is seen"),
    later("Nothing"),
    later("How much is seen"),
    later("Head"),
    later("Bust"),
    later("All of it"),
    later("As in a mirror"),
    later("It moves its left where you move your right"),
    later("Arms too"),
    later("Looks for your body as well, which costs more"),
    later("Take motion by VMC at port"),
    later("From VSeeFace and the like, instead of the camera; usually 39539"),
    later("Off"),
    later("Take motion by VMC at address"),
    later("0.0.0.0 takes it from other devices too"),
    later("Send motion by VMC to"),
    later("Host and port, such as 127.0.0.1:39540"),
)
