"""What is to be looked for on an input's pictures, as its filters need it.

look = look_of(collection.input("Camera"))
channel.send(look.to_message())
"""

from dataclasses import dataclass

from studio.model.command import Message
from studio.model.face_effect_needs import needs_hands
from studio.model.kinds import LOOKS_FOR
from studio.model.kinds_ar import BeautySettings
from studio.model.scene import Filter, Input
from studio.model.tracking import MOST_FACES


@dataclass(frozen=True, slots=True)
class Look:
    """What is wanted; nothing of it costs nothing.

    Attributes:
        faces: So many at most.
        hands: With their gestures.
        body: Where joints are.
        person: Where somebody is, as a mask.
    """

    faces: int = 0
    hands: bool = False
    body: bool = False
    person: bool = False

    def __bool__(self) -> bool:
        """Whether anything is wanted."""
        return self != NOTHING

    def __or__(self, other: "Look") -> "Look":
        """Return what either wants."""
        return Look(
            max(self.faces, other.faces),
            self.hands or other.hands,
            self.body or other.body,
            self.person or other.person,
        )

    def to_message(self) -> Message:
        """Return it as the AR process is told it."""
        return {
            "type": "look",
            "faces": self.faces,
            "hands": self.hands,
            "body": self.body,
            "person": self.person,
        }


NOTHING = Look()


@dataclass(frozen=True, slots=True)
class Wish:
    """What else is wanted of cameras that are on air.

    Attributes:
        starts: Wanted so much that a camera is looked at for it alone.
        adds: Wanted where a camera is looked at anyway: a gift that plays behind the person
            for three seconds must not start a process.
    """

    starts: Look = NOTHING
    adds: Look = NOTHING


def wanted(shown: Input, wish: Wish, *, is_on_air: bool) -> Look:
    """Return all that is to be looked for on an input's pictures."""
    look = look_of(shown)
    if is_on_air and shown.kind == "camera":
        look |= wish.starts
    return look | wish.adds if look and is_on_air else look


def look_of(shown: Input) -> Look:
    """Return what the enabled filters of an input look for."""
    wanted: set[str] = set()
    for each in shown.filters:
        if each.enabled:
            wanted |= _looks_for(each)
    return Look(
        faces=MOST_FACES if "faces" in wanted else 0,
        hands="hands" in wanted,
        body="body" in wanted,
        person="person" in wanted,
    )


def _looks_for(each: Filter) -> frozenset[str]:
    settings = each.typed
    if isinstance(settings, BeautySettings) and not settings.touches_faces:
        return frozenset()
    also = frozenset({"hands"}) if needs_hands(settings) else frozenset()
    return LOOKS_FOR.get(each.kind, frozenset()) | also
