"""A studio for a plugin's own tests: it takes what the plugin asks for, as the real one does.

studio = FakeStudio(plugin)
studio.tell(Started(width=1920, height=1080))
studio.pass_time(5)                       # its timers run; nobody waits
assert studio.texts() == ["你好!"]
"""

import time

from studio.model.canvas import Motion, MoveNode, Node, Property, PutNode
from studio.model.canvas_content import Text
from studio.model.canvas_rules import apply
from studio.model.command import CommandError
from studio.sdk.events import Event
from studio.sdk.plugin import Plugin


class FakeStudio:
    """Plays the studio to one plugin.

    Attributes:
        nodes: What is on the canvas now, by name.
        motions: How each of these moves, as it was asked for last.
        refused: Why the studio would not do something, as sentences.
    """

    def __init__(self, plugin: Plugin) -> None:
        self.nodes: dict[str, Node] = {}
        self.motions: dict[str, dict[Property, Motion]] = {}
        self.refused: list[str] = []
        self._plugin = plugin
        self._now_s = time.monotonic()
        plugin.now_s = lambda: self._now_s

    def tell(self, event: Event) -> None:
        """Have the plugin hear of something."""
        self._plugin.handle(event)
        self._take()

    def pass_time(self, seconds: float) -> None:
        """Let time pass for the plugin: its timers run in their order."""
        end_s = self._now_s + seconds
        while (due_s := self._plugin.next_due_s()) is not None and due_s <= end_s:
            self._now_s = max(self._now_s, due_s)
            self._plugin.do_due(self._now_s)
            self._take()
        self._now_s = end_s

    def texts(self) -> list[str]:
        """Return the words on the canvas, in the order in which they came."""
        contents = (node.content for node in self.nodes.values())
        return [content.text.text for content in contents if isinstance(content, Text)]

    def _take(self) -> None:
        for edits in self._plugin.canvas.take_edits():
            nodes = dict(self.nodes)
            try:
                for edit in edits:
                    apply(nodes, edit)
            except CommandError as error:
                self.refused.append(str(error))
                continue
            self.nodes = nodes
            for edit in edits:
                if isinstance(edit, PutNode):
                    self.motions.setdefault(edit.node.id, {}).update(edit.motions)
                elif isinstance(edit, MoveNode):
                    self.motions.setdefault(edit.id, {}).update(edit.motions)
            self.motions = {name: how for name, how in self.motions.items() if name in nodes}
