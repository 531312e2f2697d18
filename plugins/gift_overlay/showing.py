"""Shows an effect: its parts become nodes of the canvas, each at its time, and go at the end.

::

    show = Show(plugin, "effect 1", found, words_of(gift), when_over)
    show.begin()
    show.end()      # before its time; when_over is called then too
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from avatar import put_avatar
from library import Found
from tiers import coins_of

from studio.sdk import Content, Gift, Group, Mask, Part, Plugin, Text, shorten

NAME_CELLS, GIFT_CELLS = 16, 14
BEHIND_THE_PERSON = Mask(name="person", is_inverted=True)
ORDERS = {"behind": 0.0, "between": 100.0, "front": 300.0}
"""Of the layers on the canvas; banners lie at 200."""
_WORD = re.compile(r"\{(by|gift|count|coins)\}")


@dataclass(frozen=True)
class Words:
    """What an effect's texts are filled in with."""

    by: str
    gift: str
    count: str
    coins: str

    def fill(self, text: str) -> str:
        """Return a text with its words; what people wrote is not looked at again."""
        return _WORD.sub(lambda match: str(getattr(self, match[1])), text)


def words_of(gift: Gift) -> Words:
    """Return the words of a gift, short enough to be drawn large."""
    by, name = shorten(gift.by, NAME_CELLS), shorten(gift.name, GIFT_CELLS)
    return Words(by, name, str(gift.combo_count), f"{coins_of(gift):,}")


class Show:
    """See the module.

    Args:
        name: Begins the names of its nodes.
        words: For its texts.
        when_over: Called once.
        has_sound: Whether its sounds are played.
    """

    def __init__(
        self,
        plugin: Plugin,
        name: str,
        found: Found,
        words: Words,
        when_over: Callable[[], object] = lambda: None,
        has_sound: bool = True,
    ) -> None:
        self._plugin = plugin
        self._canvas = plugin.canvas
        self._name = name
        self._found = found
        self._words = words
        self._when_over = when_over
        self._has_sound = has_sound
        self._is_over = False
        self._parts = {part.id: part for part in found.effect.part}
        self._carriers = {part.on for part in found.effect.part if part.on}

    def begin(self) -> None:
        """Put what it begins with on the canvas, and have the rest done in time."""
        for root, order in self._roots().items():
            self._canvas.put(root, Group(), order=order)
        times: dict[int, list[Part]] = {}
        ends: dict[int, list[Part]] = {}
        for part in self._found.effect.part:
            times.setdefault(self._starts_ms(part), []).append(part)
            if part.until_ms and part.sound is None:
                ends.setdefault(part.until_ms, []).append(part)
        for at_ms, parts in times.items():
            self._at(at_ms, lambda parts=parts: [self._put(part) for part in parts])
        for at_ms, parts in ends.items():
            self._at(at_ms, lambda parts=parts: [self._take_off(part) for part in parts])
        self._at(self._found.effect.ms, self.end)

    def end(self) -> None:
        """Take all of it off; nothing if that was done."""
        if self._is_over:
            return
        self._is_over = True
        for root in self._roots():
            self._canvas.remove(root)
        self._when_over()

    def _at(self, at_ms: int, action: Callable[[], object]) -> None:
        if at_ms == 0:
            action()
        else:
            self._plugin.after(at_ms / 1000, lambda: None if self._is_over else action())

    def _roots(self) -> dict[str, float]:
        layers = {part.layer for part in self._parts.values() if not part.on}
        return {f"{self._name} {layer}": ORDERS[layer] for layer in sorted(layers)}

    def _starts_ms(self, part: Part) -> int:
        """Return when it comes: not before what carries it."""
        carrier = self._parts.get(part.on)
        return max(part.at_ms, self._starts_ms(carrier)) if carrier else part.at_ms

    def _put(self, part: Part) -> None:
        if part.sound is not None:
            if self._has_sound:
                file = self._found.path(part.sound.file)
                self._plugin.play(file, part.sound.volume_db, part.sound.duck_db)
            return
        name, motions = self._node(part.id), dict(part.motions())
        order = float(list(self._parts).index(part.id))
        parent = self._parent(part)
        if part.avatar is not None:
            put_avatar(
                self._canvas, name, parent, self._words.by, part.avatar.size_px, order=order,
                **motions,
            )  # fmt: skip
            return
        assert part.content
        content = self._content(part.content)
        mask = BEHIND_THE_PERSON if part.layer == "behind" else None
        if part.id not in self._carriers:
            self._canvas.put(name, content, parent=parent, order=order, anchor=part.anchor,
                             blend=part.blend, mask=mask, **motions)  # fmt: skip
            return
        self._canvas.put(name, Group(), parent=parent, order=order, **motions)
        if not isinstance(content, Group):
            self._canvas.put(f"{name} itself", content, parent=name, order=-1, anchor=part.anchor,
                             blend=part.blend, mask=mask)  # fmt: skip

    def _take_off(self, part: Part) -> None:
        self._canvas.remove(self._node(part.id))

    def _node(self, part: str) -> str:
        return f"{self._name}/{part}"

    def _parent(self, part: Part) -> str:
        if part.on:
            return self._node(part.on)
        return f"{self._name} {part.layer}"

    def _content(self, content: Content) -> Content:
        """Return a content with its words and with files as the studio finds them."""
        if isinstance(content, Text):
            words = {"text": self._words.fill(content.text.text)}
            if content.text.direction == "auto":
                # A name in Arabic must not turn the sentence around it.
                words["direction"] = "ltr"
            return Text(text=content.text.model_copy(update=words))
        found: dict[str, object] = {}
        if file := getattr(content, "file", ""):
            found["file"] = self._found.path(file)
        if textures := getattr(content, "textures", None):
            found["textures"] = {name: self._found.path(each) for name, each in textures.items()}
        return content.model_copy(update=found) if found else content
