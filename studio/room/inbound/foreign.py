"""What comes from a platform, in our words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sender:
    """Somebody on a platform.

    Attributes:
        user: The platform's id, unique there.
        club: The fan club whose badge is worn, or "".
    """

    user: str
    name: str
    club: str = ""
    club_level: int = 0


@dataclass(frozen=True, slots=True)
class Foreign:
    """Anything that came.

    Attributes:
        platform: E.g. ``bilibili``.
        message: The platform's own id of it: the same id is the same thing.
        at_ms: The platform's wall clock, in milliseconds.
    """

    platform: str
    message: str
    at_ms: int
    by: Sender


@dataclass(frozen=True, slots=True)
class ForeignDanmaku(Foreign):
    """Somebody said something there."""

    text: str


@dataclass(frozen=True, slots=True)
class ForeignGift(Foreign):
    """Somebody gave something there, and paid there.

    Attributes:
        worth_fen: What was really paid for all of them, in hundredths of a yuan; 0 for free gifts.
        combo: The platform's name of the run of gifts, or "".
        combo_count: Gifts in that run so far.
    """

    gift: str
    name: str
    count: int
    worth_fen: int
    combo: str = ""
    combo_count: int = 0


@dataclass(frozen=True, slots=True)
class ForeignLikes(Foreign):
    """Somebody applauded there."""

    count: int


@dataclass(frozen=True, slots=True)
class ForeignRemoval(Foreign):
    """Something that was paid for to be shown is taken back."""

    removed: tuple[str, ...]
