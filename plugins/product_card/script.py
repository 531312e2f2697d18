"""What the anchor says, with marks in it that show products; pure.

A mark is 【 】 or [ ] around a product's name, or its number in the list; an empty one takes
the card away::

    passages_of("大家好【1】这只陶杯【】聊聊天", cards)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cards import Card

MAX_PASSAGES = 200
KEEP, HIDE, UNKNOWN = -1, -2, -3
"""What a passage may do in place of showing a product: nothing, hide it, or name none that is."""
_MARK = re.compile(r"【([^【】\n]{0,40})】|\[([^\[\]\n]{0,40})\]")


@dataclass(frozen=True)
class Passage:
    """What is said from one mark to the next.

    Attributes:
        words: Without the mark.
        place: Of the product among the cards, from 0; or ``KEEP``, ``HIDE``, ``UNKNOWN``.
        mark: As it is written.
    """

    words: str
    place: int = KEEP
    mark: str = ""


def passages_of(text: str, cards: Sequence[Card]) -> list[Passage]:
    """Return a script's passages in their order; the first is what comes before any mark."""
    found, place, mark, begun = [], KEEP, "", 0
    for each in _MARK.finditer(text):
        found.append(Passage(_words(text[begun : each.start()]), place, mark))
        place = _place(each.group(1) or each.group(2) or "", cards)
        mark, begun = each.group(), each.end()
    found.append(Passage(_words(text[begun:]), place, mark))
    return found[:MAX_PASSAGES]


def _place(name: str, cards: Sequence[Card]) -> int:
    name = " ".join(name.split())
    if not name:
        return HIDE
    for place, card in enumerate(cards):
        if name in (card.name, str(place + 1)):
            return place
    return UNKNOWN


def _words(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())
