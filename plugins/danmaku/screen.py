"""Puts danmaku on the picture, moves them along their lanes, and takes them off again."""

from dataclasses import dataclass, field, replace

from choosing import Choice
from faces import FaceStrip
from lanes import WIDTH, Board, board_of
from looks import Looks, looks_of

from studio.sdk import Danmaku, Faces, Key, Keys, Motion, Plugin

STILL_S = 4.0
HOLD_S = 0.5
"""How long one waits for a lane that is free; then one is kept for it."""
KEEP_S = 5.0
"""For how long at most."""
MOST_AT_A_LOOK = 8
"""New ones each time: more would come as a bunch."""


@dataclass
class Queue:
    """Those that wait for one place of the picture.

    Attributes:
        next: Who finds no lane yet, and since when: else short ones would always be first.
    """

    choice: Choice = field(default_factory=Choice)
    next: Danmaku | None = None
    since_s: float = 0.0


@dataclass
class Screen:
    """See the module.

    Args:
        plugin: Draws.

    Attributes:
        queues: By the place where who wrote them wants them.
        on_air: What is on the picture, with when it goes.
        faces: Where nothing is to fly, if the user wants that.
    """

    plugin: Plugin
    queues: dict[str, Queue] = field(
        default_factory=lambda: {place: Queue() for place in ("scroll", "top", "bottom")}
    )
    board: Board = field(default_factory=lambda: board_of(40, "half"))
    on_air: dict[str, float] = field(default_factory=dict)
    faces: FaceStrip = field(default_factory=FaceStrip)
    _number: int = 0

    @property
    def heard(self) -> int:
        """How many came."""
        return sum(queue.choice.heard for queue in self.queues.values())

    @property
    def shown(self) -> int:
        """How many of them were shown."""
        return sum(queue.choice.shown for queue in self.queues.values())

    def hear(self, danmaku: Danmaku) -> None:
        """Let one wait for its place."""
        queue = self.queues.get(danmaku.place, self.queues["scroll"])
        queue.choice.add(danmaku, self.plugin.now_s())

    def note_giver(self, user: str) -> None:
        """Know who gave: what they say comes first for a while."""
        for queue in self.queues.values():
            queue.choice.note_giver(user, self.plugin.now_s())

    def set_up(self) -> None:
        """Take what the user has set; what is shown goes on as it is."""
        told = self.plugin.settings
        self._size_px = int(told.get("size_px", 40))
        self._opacity = float(told.get("opacity", 0.9))
        self._cross_s = float(told.get("cross_s", 9.0))
        self._most = int(told.get("most", 60))
        self._keeps_free = bool(told.get("keeps_faces_free", False))
        # They are looked for while anybody listens, which costs something.
        self.plugin.off(Faces, self.see)
        if self._keeps_free:
            self.plugin.on(Faces)(self.see)
        self._lay_lanes()

    def see(self, faces: Faces) -> None:
        """Learn where faces are."""
        self.faces.take(faces, self.plugin.now_s())

    def _lay_lanes(self) -> None:
        """Lay lanes beside faces: where they are seen, or else where the user says they are."""
        told, before = self.plugin.settings, self.board
        usual = float(told.get("face_top_px", 340)), float(told.get("face_bottom_px", 700))
        kept = [self.faces.span or usual] if self._keeps_free else []
        self.board = board_of(self._size_px, str(told.get("area", "half")), kept)
        self.board.go_on_from(before)

    def look(self) -> None:
        """Take off those that have passed, and show as many new ones as there is room for."""
        now_s = self.plugin.now_s()
        if self.faces.changes(now_s):
            self._lay_lanes()
        for name in [name for name, end_s in self.on_air.items() if now_s >= end_s]:
            self.plugin.canvas.remove(name)
            del self.on_air[name]
        for place, queue in self.queues.items():
            self._show_from(queue, place, now_s)

    def _show_from(self, queue: Queue, place: str, now_s: float) -> None:
        for _ in range(min(MOST_AT_A_LOOK, self._most - len(self.on_air))):
            if queue.next is None:
                queue.next, queue.since_s = queue.choice.choose(now_s), now_s
            if queue.next is None:
                return
            waits_s = KEEP_S if now_s - queue.since_s > HOLD_S else 0.0
            is_shown = self._show(queue.next, place, now_s, waits_s)
            if is_shown:
                queue.choice.take(queue.next)
            elif not waits_s:
                return
            queue.next = None

    def clear(self) -> None:
        """Take all of them off."""
        for name in self.on_air:
            self.plugin.canvas.remove(name)
        self.on_air.clear()

    def _show(self, danmaku: Danmaku, place: str, now_s: float, waits_s: float) -> bool:
        looks = looks_of(danmaku, self._size_px)
        if place != "scroll":
            return self._show_still(place, looks, now_s)
        lanes, free_s = self.board.lanes_for(looks.width, looks.lines, self._cross_s)
        if free_s > now_s + waits_s:
            return False
        begins_s = max(now_s, free_s)
        for lane in lanes:
            lane.take(looks.width, self._cross_s, begins_s)
        way = _way(looks.width, begins_s - now_s, self._cross_s)
        y = sum(lane.y for lane in lanes) / len(lanes)
        self._put(looks, y, begins_s + self._cross_s, x=way, anchor=(0.0, 0.5))
        return True

    def _show_still(self, place: str, looks: Looks, now_s: float) -> bool:
        line = self.board.still_for(place, now_s)
        if line is None:
            return False
        line.until_s = now_s + STILL_S
        scale = looks.scale / looks.lines
        self._put(replace(looks, scale=scale), line.y, line.until_s, x=WIDTH / 2, anchor=(0.5, 0.5))
        return True

    def _put(
        self, looks: Looks, y: float, until_s: float, x: Motion, anchor: tuple[float, float]
    ) -> None:
        self._number += 1
        name = f"d{self._number}"
        self.on_air[name] = until_s
        self.plugin.canvas.put(
            name, looks.content, order=50, anchor=anchor, x=x, y=y, scale=looks.scale,
            opacity=self._opacity,
        )  # fmt: skip


def _way(width: float, waits_s: float, cross_s: float) -> Keys:
    """Return the way over the picture; until it begins one lies beyond the right edge."""
    start, end = waits_s * 1000, (waits_s + cross_s) * 1000
    keys = (Key(at_ms=0, value=WIDTH), Key(at_ms=start, value=WIDTH), Key(at_ms=end, value=-width))
    return Keys(keys=keys)
