"""What a plugin hears of, one small class for each.

Some come only with a right, which the class names.  Names and texts are what people
wrote: they may be long, empty, or in any script.  Fields with a default are the newest:
a plugin's test need not name them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal

from studio.model.plugin_rights import Right
from studio.sdk.battle_side import BattleSide


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.  ``kinds`` lists every kind by the name that travels."""

    kinds: ClassVar[dict[str, type["Event"]]] = {}

    @staticmethod
    def read(name: object, told: object) -> "Event | None":
        """Return the event of that name, or None for one that this version doesn't know."""
        kind = Event.kinds.get(str(name))
        if kind is None or not isinstance(told, Mapping):
            return None
        known = {each.name for each in fields(kind)}
        try:
            return kind(**{key: value for key, value in told.items() if key in known})
        except TypeError:
            return None


@dataclass(frozen=True, slots=True)
class Started(Event):
    """The plugin runs and may draw; comes first, and once.

    From here on ``plugin.settings``, ``plugin.storage`` and ``plugin.panel`` are known.

    Attributes:
        width: Of the canvas in pixels; it fills the programme, whatever size that has.
        height: Likewise.
    """

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SceneShown(Event):
    """A scene is on air: told at the start, and whenever it is another one."""

    scene: str


@dataclass(frozen=True, slots=True)
class StreamState(Event):
    """Where the stream stands: told at the start, and whenever it changes.

    Attributes:
        state: ``off``; ``connecting`` to the first destination; ``live`` at one at least;
            ``reconnecting``, while every destination that was live is lost.
        since_s: When that began, in seconds since 1970.
    """

    state: Literal["off", "connecting", "live", "reconnecting"]
    since_s: float

    @property
    def is_live(self) -> bool:
        """Whether somebody can be watching."""
        return self.state == "live"


@dataclass(frozen=True, slots=True)
class Danmaku(Event):
    """Somebody said something in the room; needs ``room``.

    What the plugin said itself is not told to it.

    Attributes:
        by: The name of who said it.
        color: ``#rrggbb``.
        source: ``room``, or the platform it came from.
        user: Who said it; two people never have the same, whatever they call themselves.
        role: ``viewer``, ``moderator``, ``cohost`` or ``anchor``.
        level: Of all that they ever gave; 0 for newcomers.
        fan_level: In the anchor's fan club; 0 for those who aren't in it.
        place: Where who said it wants it to be seen: ``scroll``, ``top`` or ``bottom``.
    """

    by: str
    text: str
    color: str
    source: str
    user: str = ""
    role: str = "viewer"
    level: int = 0
    fan_level: int = 0
    place: str = "scroll"


@dataclass(frozen=True, slots=True)
class Gift(Event):
    """Somebody gave; needs ``room``.  Told once for each gift.

    Attributes:
        number: The ledger's; no other gift has it.  0 for gifts of other platforms.
        kind: What it is called in the catalogue.
        name: What it is called for people.
        count: How many at once.
        coins: For all of them; 0 for gifts of other platforms.
        by: The name of who gave.
        combo: Names the run of equal gifts that this one belongs to; "" for none.
        combo_count: Gifts in that run so far, these included.
        milestone: That was reached within the run by this one, or 0.
        user: Who gave, as in ``Danmaku``.
        source: ``room``, or the platform it came from.
        worth_fen: What was paid on another platform, in hundredths of a yuan.
        fan_level: As in ``Danmaku``.
    """

    number: int
    kind: str
    name: str
    count: int
    coins: int
    by: str
    combo: str
    combo_count: int
    milestone: int
    user: str = ""
    source: str = "room"
    worth_fen: int = 0
    fan_level: int = 0


@dataclass(frozen=True, slots=True)
class Combo(Event):
    """A run of equal gifts of one person is over; needs ``room``.

    Told for each run, of one gift too, so that who thanks here thanks once for each.

    Attributes:
        kind: What the gift is called in the catalogue.
        name: What it is called for people.
        by: The name of who gave.
        count: Gifts in the run.
        coins: For all of them.
        combo: Names the run, as in ``Gift``.
        user: Who gave, as in ``Danmaku``.
        source: As in ``Gift``.
        worth_fen: As in ``Gift``, for all of them.
    """

    kind: str
    name: str
    by: str
    count: int
    coins: int
    combo: str = ""
    user: str = ""
    source: str = "room"
    worth_fen: int = 0


@dataclass(frozen=True, slots=True)
class Follow(Event):
    """Somebody has joined the anchor's fan club, or risen in it; needs ``room``.

    Attributes:
        by: Their name.
        user: As in ``Danmaku``.
        fan_level: That they have now; 1 for who is new.
        club: What the fan club is called.
    """

    by: str
    user: str = ""
    fan_level: int = 1
    club: str = ""


@dataclass(frozen=True, slots=True)
class Entered(Event):
    """Somebody has come to the room; needs ``room``.

    In a full house not everybody is told: a few a second at most.

    Attributes:
        by: Their name.
        user: As in ``Danmaku``.
        level: As in ``Danmaku``.
        fan_level: As in ``Danmaku``.
    """

    by: str
    user: str = ""
    level: int = 0
    fan_level: int = 0


@dataclass(frozen=True, slots=True)
class Battle(Event):
    """A battle (PK) between rooms, ours among them, is otherwise now; needs ``room``.

    Told when it is asked for, begins, is decided and is over, and up to four times a second
    while points come; and to a plugin that starts in the middle of one.

    Attributes:
        battle: Its id.
        rules: What its rules are called.
        phase: ``asked``, ``fight``, ``forfeit`` of those who lost, or ``over``.
        left_s: Seconds until this phase ends, by the server's clock.
        sides: The rooms, the asking one first.
        winner: The room that won, "" for none.
        reason: Why it ended: ``time``, ``surrender``, ``disconnected``, ``draw``,
            ``declined``, ``withdrawn``, ``unanswered``, ``left`` or another word.
    """

    battle: str
    rules: str
    phase: Literal["asked", "fight", "forfeit", "over"]
    left_s: float
    sides: tuple[BattleSide, ...]
    winner: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        """Make sides of what travelled."""
        told: tuple[Any, ...] = self.sides
        sides = tuple(each if isinstance(each, BattleSide) else BattleSide(**each) for each in told)
        object.__setattr__(self, "sides", sides)


@dataclass(frozen=True, slots=True)
class AudioLevel(Event):
    """How loud the programme is, ten times a second; needs ``audio``.

    Attributes:
        peak_db: The highest sample since the last one, in dB of full scale, -100 to 0; of the
            louder channel.
        rms_db: How loud it is on the average, likewise.
    """

    peak_db: float
    rms_db: float


@dataclass(frozen=True, slots=True)
class Caption(Event):
    """Words spoken on the programme; needs ``captions``.

    Attributes:
        text: Of one sentence, as far as it is understood now; "" if it was none after all.
        start_ms: When it began, in milliseconds of the programme's time line.
        is_final: Whether it will not change any more.
        language: Such as ``zh``.
        translation: The same in another language: a final is told again with it, with the same
            ``start_ms``; "" for none.
        translation_language: Which one, such as ``en``.
    """

    text: str
    start_ms: int
    is_final: bool
    language: str = "zh"
    translation: str = ""
    translation_language: str = ""


@dataclass(frozen=True, slots=True)
class Face:
    """One face.

    Attributes:
        number: The same one as long as the face is seen.
        landmarks: ``(x, y)`` of each, in pixels of the plugin's canvas; 478 in the order of
            MediaPipe's face mesh, or none.
        shapes: How much each expression is shown, 0 to 1, such as ``jawOpen``.
    """

    number: int
    landmarks: tuple[tuple[float, float], ...] = ()
    shapes: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Faces(Event):
    """Where faces are on a camera now, some thirty times a second; needs ``faces``.

    Attributes:
        source: The camera's name.
        faces: None of them if nobody is seen.
    """

    source: str
    faces: tuple[Face, ...]

    def __post_init__(self) -> None:
        """Make faces of what travelled."""
        told: tuple[Any, ...] = self.faces
        faces = tuple(each if isinstance(each, Face) else Face(**each) for each in told)
        object.__setattr__(self, "faces", faces)


@dataclass(frozen=True, slots=True)
class HotkeyPressed(Event):
    """One of the plugin's own hotkeys was pressed; needs ``hotkeys``.

    Attributes:
        hotkey: Its id in plugin.toml.
    """

    hotkey: str


@dataclass(frozen=True, slots=True)
class ControlUsed(Event):
    """The user pressed or set a control of the plugin's panel.

    Attributes:
        control: Its id in plugin.toml.
        value: That it has now, which ``plugin.panel`` has too; None for a button.
    """

    control: str
    value: bool | float | str | None = None


@dataclass(frozen=True, slots=True)
class SettingsChanged(Event):
    """The user has changed settings; ``plugin.settings`` has the new ones.

    Attributes:
        changed: The keys of those that are otherwise now.
    """

    changed: tuple[str, ...]

    def __post_init__(self) -> None:
        """Make a tuple of what travelled."""
        object.__setattr__(self, "changed", tuple(self.changed))


@dataclass(frozen=True, slots=True)
class Refused(Event):
    """The studio did not do something that the plugin asked for; the log says so too.

    Attributes:
        what: ``edit`` (of the canvas), ``say``, ``play``, ``scene``, ``source``, ``fetch``,
            ``storage`` or ``panel``.
        sentence: Why.
    """

    what: str
    sentence: str


Event.kinds |= {
    "started": Started,
    "scene": SceneShown,
    "stream": StreamState,
    "danmaku": Danmaku,
    "gift": Gift,
    "combo": Combo,
    "follow": Follow,
    "entered": Entered,
    "battle": Battle,
    "audio": AudioLevel,
    "caption": Caption,
    "faces": Faces,
    "hotkey": HotkeyPressed,
    "control": ControlUsed,
    "settings": SettingsChanged,
    "refused": Refused,
}
NEEDS: dict[str, Right] = {
    "danmaku": "room",
    "gift": "room",
    "combo": "room",
    "follow": "room",
    "entered": "room",
    "battle": "room",
    "audio": "audio",
    "caption": "captions",
    "faces": "faces",
    "hotkey": "hotkeys",
}
"""The right that some need."""
ONLY_IF_HEARD = frozenset({"audio", "faces", "caption"})
"""Come often: they are sent only to those who have a handler for them."""
