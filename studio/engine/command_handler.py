"""Carries out the commands that clients send.  Runs in the engine's main thread."""

from collections.abc import Callable

from studio.engine.captions.captions import Captions
from studio.engine.editor import Editor
from studio.engine.effect_files import EffectFiles
from studio.engine.keeper import Keeper
from studio.engine.output_commands import OutputCommands
from studio.engine.sound import Sound
from studio.engine.stage import Stage
from studio.model import commands
from studio.model.command import Command
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
        outputs: OutputCommands,
        sound: Sound,
        effects: EffectFiles,
        captions: Captions,
        end: Callable[[str], None],
    ) -> None:
        self._keeper = keeper
        self._editor = editor
        self._stage = stage
        self._outputs = outputs
        self._sound = sound
        self._effects = effects
        self._captions = captions
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
            case commands.PlaySound():
                self._effects.play(command)
            case commands.GetBusRing(bus=bus):
                return self._told_ring(self._sound.ring(bus))
            case commands.GetMixMinusRing(input=name):
                return self._told_ring(self._sound.minus_ring(name))
            case (
                commands.SendStreamCaption()
                | commands.SetCaptions()
                | commands.CorrectCaption()
                | commands.MaskRoomWords()
            ):
                return self._captions.do(command)
            case commands.EndSession():
                self._end("The session was ended.")
            case _:
                return self._do_on_stage(command)
        return {}

    def _told_ring(self, name: str) -> dict[str, object]:
        return {"ring": name, "epoch_ns": self._keeper.session.epoch_ns}

    def _do_on_stage(self, command: Command) -> dict[str, object]:
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
                return self._outputs.do(command)
        return {}
