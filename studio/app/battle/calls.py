"""Says above the picture that another room asks for a battle, with a button that answers.

It goes when there is nothing to answer any more: the panel has the rest.
"""

from PySide6.QtCore import QObject

from studio.app.battle.desk import BattleDesk
from studio.app.battle.words import clock
from studio.app.shell.notices import Notices
from studio.app.studio import Studio
from studio.app.widgets.bar import Bar
from studio.app.words import tr


class BattleCalls(QObject):
    """See the module.

    Args:
        studio: Whose.
        notices: Where it is said.
    """

    def __init__(self, studio: Studio, notices: Notices) -> None:
        super().__init__(notices)
        self._desk = BattleDesk.of(studio)
        self._studio = studio
        self._notices = notices
        self.bar: Bar | None = None
        self._desk.called.connect(self._say)
        self._desk.changed.connect(self._draw)
        if self._desk.is_called:
            self._say()

    def _say(self) -> None:
        self._put_away()
        fight = self._desk.fight
        assert fight is not None
        text = tr(
            "{name} asks you for a PK. Answer within {time}.",
            name=fight.sides[0].name,
            time=clock(self._desk.left_s()),
        )
        self.bar = self._notices.say(
            "warning", text, tr("Accept"), lambda: self._desk.answer(True), stays=True
        )
        self.bar.add_button(tr("Decline"), lambda: self._desk.answer(False))
        self.bar.add_button(tr("See more"), self._open)

    def _open(self) -> None:
        from studio.app.battle.panel import open_battle  # not for the first picture

        open_battle(self._studio)

    def _draw(self) -> None:
        if not self._desk.is_called:
            self._put_away()

    def _put_away(self) -> None:
        bar, self.bar = self.bar, None
        if bar is not None:
            bar.put_away()
