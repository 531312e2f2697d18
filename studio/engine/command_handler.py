"""Carries out the commands that clients send.  Runs in the engine's main thread."""

from collections.abc import Callable
from pathlib import Path

from studio.engine.editor import Editor
from studio.engine.keeper import Keeper
from studio.engine.output_set import OutputSet
from studio.engine.sound import Sound
from studio.engine.stage import Stage
from studio.model import commands
from studio.model.command import Command, CommandError
from studio.model.edits import Edit


class CommandHandler:
    """What a command does to the parts of a session.

    Args:
        keeper: Holds session and collection as they are now.
        editor: Changes the collection.
        stage: Shows scenes.
        end: Ends the session.
    """

    def __init__(
        self,
        keeper: Keeper,
        *,
        editor: Editor,
        stage: Stage,
        outputs: OutputSet,
        sound: Sound,
        end: Callable[[str], None],
    ) -> None:
        self._keeper = keeper
        self._editor = editor
        self._stage = stage
        self._outputs = outputs
        self._sound = sound
        self._end = end

    def do(self, command: Command) -> dict[str, object]:
        """Carry out a command; return what the answer holds besides.

        Raises:
            StudioError: If it can't be done; nothing has changed then.
        """
        match command:
            case Edit():
                return {"number": self._editor.edit(command)}
            case commands.Undo():
                return {"number": self._editor.undo()}
            case commands.Redo():
                return {"number": self._editor.redo()}
            case commands.SaveCollection():
                self._keeper.save()
            case commands.GetBusRing(bus=bus):
                return {"ring": self._sound.ring(bus)}
            case commands.EndSession():
                self._end("The session was ended.")
            case _:
                self._do_on_stage(command)
        return {}

    def _do_on_stage(self, command: Command) -> None:
        match command:
            case commands.SetCurrentProgramScene(scene=scene, transition=kind, duration_ms=ms):
                self._stage.show(scene, kind, ms)
            case commands.SetCurrentPreviewScene(scene=scene):
                self._stage.prepare(scene)
            case commands.SetStudioModeEnabled(enabled=enabled):
                self._stage.set_studio_mode(enabled)
            case commands.TriggerStudioModeTransition():
                self._stage.change_places()
            case commands.SetTBarPosition(position=position, release=release):
                self._stage.move_t_bar(position, release=release)
            case _:
                self._do_output(command)

    def _do_output(self, command: Command) -> None:
        match command:
            case commands.StartOutput(url=url):
                name = _free_name(self._keeper.session.destinations)
                self._outputs.publish(name, url, verify_tls=self._keeper.session.plan.verify_tls)
                self._keeper.remember(destinations={**self._keeper.session.destinations, name: url})
            case commands.StopOutput(output=name):
                if name not in self._keeper.session.destinations:
                    raise CommandError(f'There is no destination named "{name}".')
                self._outputs.stop(name)
                rest = {
                    key: url
                    for key, url in self._keeper.session.destinations.items()
                    if key != name
                }
                self._keeper.remember(destinations=rest)
            case commands.StartRecord(path=path):
                self._outputs.record(Path(path))
                self._keeper.remember(record=path)
            case commands.StopRecord():
                self._outputs.stop_recording()
                self._keeper.remember(record=None)
            case _:
                raise CommandError(f"{type(command).__name__} can't be done here.")


def _free_name(taken: dict[str, str]) -> str:
    number = 1
    while f"push-{number}" in taken:
        number += 1
    return f"push-{number}"
