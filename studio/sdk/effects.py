"""An effect as nodes of a canvas: what is put there and taken off again, and when.  Pure.

Who has a clock does each moment at its time; who has none, such as a preview, does them all
with the times written down::

    nodes = EffectNodes(effect, folder, "effect 1", EffectWords("小雨", "火箭", "1", "10,001"))
    for at_ms, act in nodes.moments():
        plugin.after(at_ms / 1000, lambda: act(plugin.canvas))
    nodes.take_off(plugin.canvas)                     # at its end, or before
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from studio.model.canvas import Mask
from studio.model.canvas_content import Content, Group, Text
from studio.model.content_files import renamed
from studio.model.effect import Effect, Part, Sound
from studio.sdk.avatar import put_avatar
from studio.sdk.canvas import Canvas

BEHIND_THE_PERSON = Mask(name="person", is_inverted=True)
LAYER_ORDERS = {"behind": 0.0, "between": 100.0, "front": 300.0}
"""Of the layers on the canvas; banners lie at 200."""
_WORD = re.compile(r"\{(by|gift|count|coins)\}")

Act = Callable[[Canvas], object]


@dataclass(frozen=True)
class EffectWords:
    """What an effect's texts are filled in with."""

    by: str
    gift: str
    count: str
    coins: str

    def fill(self, text: str) -> str:
        """Return a text with its words; what people wrote is not looked at again."""
        return _WORD.sub(lambda match: str(getattr(self, match[1])), text)


class EffectNodes:
    """See the module.

    Args:
        effect: What is shown.
        folder: Where its files lie.
        name: Begins the names of its nodes.
        words: For its texts.
    """

    def __init__(self, effect: Effect, folder: Path, name: str, words: EffectWords) -> None:
        self.effect = effect
        self._folder = folder
        self._name = name
        self._words = words
        self._parts = {part.id: part for part in effect.part}
        self._carriers = {part.on for part in effect.part if part.on}

    def moments(self) -> list[tuple[int, Act]]:
        """Return what is done when, in order; all but the end of the whole."""
        moments: dict[int, list[Act]] = {0: [self._lay]}
        seen = [part for part in self.effect.part if part.sound is None]
        for part in seen:
            moments.setdefault(self._starts_ms(part), []).append(partial(self._put, part))
        for part in seen:
            if part.until_ms:
                moments.setdefault(part.until_ms, []).append(partial(self._remove, part))
        return [(at_ms, partial(_each, moments[at_ms])) for at_ms in sorted(moments)]

    def sounds(self) -> list[tuple[int, Sound]]:
        """Return what is played when; the files are whole paths."""
        return [
            (part.at_ms, part.sound.model_copy(update={"file": self._path(part.sound.file)}))
            for part in self.effect.part
            if part.sound is not None
        ]

    def take_off(self, canvas: Canvas) -> None:
        """Take all of it off a canvas."""
        for root in self._roots():
            canvas.remove(root)

    def _lay(self, canvas: Canvas) -> None:
        for root, order in self._roots().items():
            canvas.put(root, Group(), order=order)

    def _roots(self) -> dict[str, float]:
        parts = self._parts.values()
        layers = {part.layer for part in parts if not part.on and part.sound is None}
        return {f"{self._name} {layer}": LAYER_ORDERS[layer] for layer in sorted(layers)}

    def _starts_ms(self, part: Part) -> int:
        """Return when it comes: not before what carries it."""
        carrier = self._parts.get(part.on)
        return max(part.at_ms, self._starts_ms(carrier)) if carrier else part.at_ms

    def _put(self, part: Part, canvas: Canvas) -> None:
        name = self._node(part.id)
        motions: dict[str, Any] = {str(key): each for key, each in part.motions().items()}
        order = float(list(self._parts).index(part.id))
        parent = self._node(part.on) if part.on else f"{self._name} {part.layer}"
        if part.avatar is not None:
            put_avatar(
                canvas, name, parent, self._words.by, part.avatar.size_px, order=order, **motions
            )
            return
        assert part.content
        content = self._content(part.content)
        mask = BEHIND_THE_PERSON if part.layer == "behind" else None
        if part.id not in self._carriers:
            canvas.put(name, content, parent=parent, order=order, anchor=part.anchor,
                       blend=part.blend, mask=mask, **motions)  # fmt: skip
            return
        canvas.put(name, Group(), parent=parent, order=order, **motions)
        if not isinstance(content, Group):
            canvas.put(f"{name} itself", content, parent=name, order=-1, anchor=part.anchor,
                       blend=part.blend, mask=mask)  # fmt: skip

    def _remove(self, part: Part, canvas: Canvas) -> None:
        canvas.remove(self._node(part.id))

    def _node(self, part: str) -> str:
        return f"{self._name}/{part}"

    def _path(self, file: str) -> str:
        """Return a file of it as the studio finds it."""
        return str(self._folder / file)

    def _content(self, content: Content) -> Content:
        """Return a content with its words and with files as the studio finds them."""
        if isinstance(content, Text):
            words = {"text": self._words.fill(content.text.text)}
            if content.text.direction == "auto":
                # A name in Arabic must not turn the sentence around it.
                words["direction"] = "ltr"
            return Text(text=content.text.model_copy(update=words))
        return renamed(content, self._path)


def _each(acts: Sequence[Act], canvas: Canvas) -> None:
    for act in acts:
        act(canvas)
