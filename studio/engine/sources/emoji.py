"""Tells emoji from other characters, and keeps what belongs to one emoji together.

Families, flags, skin tones and keycaps are several characters that make one
picture; a font can only put them together if they are drawn in one go.
"""

import re
from collections.abc import Iterator

_VARIATION = "\ufe0f"
_PICTURES = (
    "\U0001f004\U0001f0cf\U0001f18e\U0001f191-\U0001f19a\U0001f201\U0001f21a\U0001f22f"
    "\U0001f232-\U0001f236\U0001f238-\U0001f23a\U0001f250\U0001f251\U0001f300-\U0001f64f"
    "\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7eb\U0001f7f0\U0001f900-\U0001f9ff"
    "\U0001fa70-\U0001faff\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615"
    "\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea"
    "\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757"
    "\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55"
)
_SKIN = "[\U0001f3fb-\U0001f3ff]"
_TAGS = "[\U000e0020-\U000e007f]*"
_ONE = f"(?:[{_PICTURES}]{_VARIATION}?|[\u00a9\u00ae\u203c-\u3299]{_VARIATION}){_SKIN}?{_TAGS}"
_EMOJI = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]{_VARIATION}?\u20e3|{_ONE}(?:\u200d{_ONE})*"
    f"|{_ONE}(?:\u200d[\u2640\u2642\u2695\u2696\u2708\u2764]{_VARIATION}?)*"
)


def emoji_clusters(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a text into emoji and single other characters.

    Yields:
        The piece, and whether it is an emoji.
    """
    place = 0
    for match in _EMOJI.finditer(text):
        for character in text[place : match.start()]:
            yield character, False
        yield match.group(), True
        place = match.end()
    for character in text[place:]:
        yield character, False
