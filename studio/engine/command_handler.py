"""Carries out the commands that clients send.  Runs in the engine's main thread.

An edit makes a new collection, which inputs and tick take over as a whole.
"""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from studio.engine.input_set import InputSet
from studio.engine.keeper import Keeper
from studio.engine.output_set import OutputSet
from studio.engine.sound import Sound
from studio.engine.ticker import Ticker
from studio.model import commands
from studio.model.command import Command, CommandError
from studio.model.edit import apply
from studio.model.edits import Edit
from studio.model.events import (
    CollectionChanged,
    CurrentPreviewSceneChanged,
    CurrentProgramSceneChanged,
    Event,
)
from studio.model.scene import Collection


class CommandHandler:
    """What a command does to the parts of a session.

    Args:
        keeper: Holds session and collection as they are now.
        tell: Sends an event to every client.
        end: Ends the session.
    """

    def __init__(
        self,
        keeper: Keeper,
        *,
        ticker: Ticker,
        inputs: InputSet,
        outputs: OutputSet,
        sound: Sound,
        tell: Callable[[Event], int],
        end: Callable[[str], None],
    ) -> None:
        self._keeper = keeper
        self._ticker = ticker
        self._inputs = inputs
        self._outputs = outputs
        self._sound = sound
        self._tell = tell
        self._end = end

    def do(self, command: Command) -> dict[str, object]:
        """Carry out a command; return what the answer holds besides.

        Raises:
            StudioError: If it can't be done; nothing has changed then.
        """
        match command:
            case Edit():
                self._change(apply(self._keeper.collection, command))
            case commands.SetCurrentProgramScene():
                self._show(command)
            case commands.SetCurrentPreviewScene(scene=scene):
                self._require_scene(scene)
                self._ticker.post(partial(setattr, self._ticker.program, "preview", scene))
                self._tell(CurrentPreviewSceneChanged(scene=scene))
            case commands.TriggerStudioModeTransition():
                program = self._ticker.program
                preview, old = program.preview, program.scene
                self._ticker.post(lambda: program.swap_preview(time.monotonic_ns()))
                self._inputs.update(self._keeper.collection, self._sound, preview)
                self._keeper.remember(scene=preview)
                self._tell(CurrentProgramSceneChanged(scene=preview))
                self._tell(CurrentPreviewSceneChanged(scene=old))
            case commands.SaveCollection():
                self._keeper.save()
            case commands.GetBusRing(bus=bus):
                return {"ring": self._sound.ring(bus)}
            case commands.EndSession():
                self._end("The session was ended.")
            case _:
                self._do_output(command)
        return {}

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

    def _show(self, command: commands.SetCurrentProgramScene) -> None:
        self._require_scene(command.scene)
        program = self._ticker.program
        self._ticker.post(
            lambda: program.show(
                command.scene, time.monotonic_ns(), command.transition, command.duration_ms
            )
        )
        self._inputs.update(self._keeper.collection, self._sound, command.scene)
        self._keeper.remember(scene=command.scene)
        self._tell(CurrentProgramSceneChanged(scene=command.scene))

    def _require_scene(self, name: str) -> None:
        if self._keeper.collection.scene(name) is None:
            raise CommandError(f'There is no scene named "{name}".')

    def _change(self, collection: Collection) -> None:
        self._keeper.change(collection, time.monotonic_ns())
        program = self._ticker.program
        on_air = program.scene if collection.scene(program.scene) else collection.first_scene
        self._inputs.update(collection, self._sound, on_air)
        self._sound.set_monitor(collection.audio)
        self._ticker.use_sources(self._inputs.sources)
        self._ticker.post(lambda: program.use(collection))
        self._tell(CollectionChanged(collection=collection.model_dump(mode="json", by_alias=True)))


def _free_name(taken: dict[str, str]) -> str:
    number = 1
    while f"push-{number}" in taken:
        number += 1
    return f"push-{number}"
