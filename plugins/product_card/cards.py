"""Products as the user lists them, one a line; pure."""

from dataclasses import dataclass

MAX_CARDS = 20


@dataclass(frozen=True)
class Card:
    """One product.

    Attributes:
        picture: A file of the plugin's folder, or "".
        scene: It is shown with this scene, if it is there.
    """

    name: str
    price: str = ""
    words: str = ""
    picture: str = ""
    scene: str = ""


def cards_of(text: str) -> list[Card]:
    """Return the products that a text lists."""
    found = []
    for line in text.splitlines():
        name, *rest = (" ".join(part.split()) for part in line.split("|"))
        if name:
            price, words, picture, scene = (rest + [""] * 4)[:4]
            found.append(Card(name[:14], price[:12], words[:18], picture, scene))
    return found[:MAX_CARDS]
