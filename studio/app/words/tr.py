"""``tr``: a sentence in the language of the anchor."""

from PySide6.QtCore import QCoreApplication

CONTEXT = "app"
ISOLATE, RELEASE = "\u2068", "\u2069"


def tr(text: str, n: int = -1, **values: object) -> str:
    """Return a sentence in the language of now.

    Args:
        text: The sentence in English, whole, as it stands in the code: never put together.
        n: A number for ``%n``; where English has two forms write ``%n viewer(s)``.
        values: What stands in ``{braces}``; a name that is written from right to left
            keeps its direction and leaves the sentence's alone.
    """
    said = QCoreApplication.translate(CONTEXT, text, "", n)
    if not values:
        return said
    return said.format_map({name: _isolated(str(value)) for name, value in values.items()})


def later(text: str) -> str:
    """Mark a sentence that is said by ``tr`` later, where there is no language yet."""
    return text


def _isolated(value: str) -> str:
    # Only where it matters: an isolate in every name would spoil searching and copying.
    if any("\u0590" <= letter <= "\u08ff" or "\ufb1d" <= letter <= "\ufefc" for letter in value):
        return f"{ISOLATE}{value}{RELEASE}"
    return value
