r"""The letters of CEA-608: which there are, and the bytes that each is sent as.

A letter is one byte, or two of the special set, or two of an extended set behind the byte of
a letter that looks alike, which an old decoder shows and any other one takes back::

    codes_of("Olé ♪")       # [b"O", b"l", b"\\", b" ", b"\x11\x37"]
    codes_of("你好")         # None: it can't be said in CEA-608

Tables: CEA-608-E 4.2 (standard), 6.4.2 (special and extended); 47 CFR 15.119 has the first two.
"""

import unicodedata

_REPLACED = {
    **{"á": 0x2A, "é": 0x5C, "í": 0x5E, "ó": 0x5F, "ú": 0x60, "ç": 0x7B, "÷": 0x7C},
    **{"Ñ": 0x7D, "ñ": 0x7E, "█": 0x7F, "’": 0x27},  # shown for the straight one
}
_GONE = frozenset("*\\^_`{|}~\x7f")
"""Of ASCII, whose places have other letters."""
STANDARD = {
    **{chr(code): code for code in range(0x20, 0x80) if chr(code) not in _GONE},
    **_REPLACED,
}
SPECIAL = dict(zip("®°½¿™¢£♪à\u00a0èâêîôû", range(0x30, 0x40), strict=True))
_SPANISH_FRENCH = dict(zip("ÁÉÓÚÜü‘¡*'—©℠•“”ÀÂÇÈÊËëÎÏïÔÙùÛ«»", range(0x20, 0x40), strict=True))
_PORTUGUESE_GERMAN_DANISH = dict(
    zip("ÃãÍÌìÒòÕõ{}\\^_|~ÄäÖöß¥¤¦ÅåØø┌┐└┘", range(0x20, 0x40), strict=True)
)
EXTENDED = {
    letter: bytes((first, code))
    for first, letters in ((0x12, _SPANISH_FRENCH), (0x13, _PORTUGUESE_GERMAN_DANISH))
    for letter, code in letters.items()
    if letter not in STANDARD
}
_WRITTEN_OTHERWISE = str.maketrans(
    {
        **{"–": "-", "‐": "-", "‑": "-", "−": "-", "`": "'", "´": "'", "‚": ",", "„": '"'},
        **{"、": ",", "。": ".", "「": '"', "」": '"', "『": '"', "』": '"', "《": "«", "》": "»"},
        **{"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"},
        **{"ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "€": "EUR", "♫": "♪", "♬": "♪"},
    }
)
_LOOKS_LIKE = {
    **{"‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "—": "-", "•": ".", "¡": "!"},
    **{"Ø": "O", "ø": "o", "ß": "s", "¥": "Y", "{": "(", "}": ")", "\\": "/", "|": "!", "~": "-"},
}


def codes_of(text: str) -> list[bytes] | None:
    """Return the codes of each character that is seen.

    Accents that CEA-608 doesn't have are left out, as are pictures.

    Returns:
        One, two or three bytes for each column, without parity; None if the text has letters
        of a writing that can't be sent.
    """
    codes: list[bytes] = []
    for character in unicodedata.normalize("NFC", text).translate(_WRITTEN_OTHERWISE):
        found = _code(character)
        if found is None:
            for part in unicodedata.normalize("NFKD", character).translate(_WRITTEN_OTHERWISE):
                if (code := _code(part)) is not None:
                    codes.append(code)
                elif part.isalnum():
                    return None
        else:
            codes.append(found)
    return codes


def _code(character: str) -> bytes | None:
    if character in STANDARD:
        return bytes((STANDARD[character],))
    if character in SPECIAL:
        return bytes((0x11, SPECIAL[character]))
    if character in EXTENDED:
        return bytes((STANDARD[_looks_like(character)],)) + EXTENDED[character]
    return None


def _looks_like(character: str) -> str:
    plain = _LOOKS_LIKE.get(character) or unicodedata.normalize("NFKD", character)[0]
    return plain if plain in STANDARD else " "
