"""The words of the background filter's settings, for translators; see ``schema_words``."""

from studio.app.words import later

WORDS: tuple[str, ...] = (
    later("A colour"),
    later("A picture"),
    later("A video"),
    later("Above 0 more is kept around people, below 0 less"),
    later("The room is blurred until it is there"),
    later("Background"),
    later("Blur"),
    later("Blurs or replaces what is behind people, without a green wall."),
    later("Edge"),
    later("How much of the background's light falls on people's edge"),
    later("Light on the edge"),
    later("Move the edge"),
    later("Nothing: cut out"),
    later("Picture or video"),
    later("The room, blurred"),
    later("What is behind people"),
    later("Colour"),
    later("Softness of the edge"),
)
