"""One scene as a picture: opens its inputs, lets them run, draws once, writes a PNG.

Runs in an engine process under a supervisor of its own, with the same inputs and
compositors as a live session, so that what it shows is what viewers would see.
"""

import queue
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from studio.engine.compositor.choice import choose_compositor
from studio.engine.compositor.png import write_png
from studio.engine.compositor.rgba import rgb_from_nv12
from studio.engine.input_set import InputSet
from studio.engine.picture import Picture
from studio.engine.processes import Processes
from studio.engine.program import Program
from studio.engine.shot_wear import ShotWear
from studio.engine.sources.source import Health
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.child import Boot
from studio.ipc.message import Message
from studio.model.collection_file import load
from studio.model.errors import StudioError
from studio.model.events import SessionEnded
from studio.model.files import write_whole
from studio.model.media import SECOND_NS
from studio.model.session import OUTCOME_NAME, ShotPlan

OPEN_NS = 10 * SECOND_NS
"""So long inputs may take to open."""
WEAR_NS = 60 * SECOND_NS
"""So long people may take to be seen and dressed: a model for faces is drawn from all sides."""


class Shot:
    """Takes one picture.

    Args:
        boot: From the supervisor: ``run_dir`` and ``shot``, a ShotPlan.
    """

    def __init__(self, boot: Boot) -> None:
        self._boot = boot
        self._run_dir = Path(str(boot["run_dir"]))
        self._plan = ShotPlan.model_validate(boot["shot"])
        self._inbox: queue.Queue[Callable[[], object]] = queue.Queue(1000)
        self._processes = Processes()
        self._server = ChannelServer(
            boot.address,
            name=boot.name,
            secret=boot.secret,
            on_message=self._on_message,
            on_connect=self._on_connect,
        )

    def run(self, ready: Callable[[], None]) -> None:
        """Take the picture and leave word of how it went."""
        self._server.start()
        ready()
        try:
            notes = self._take()
        except StudioError as error:
            ended = SessionEnded(ok=False, reason=str(error), stats={})
        else:
            words = " ".join([f"{self._plan.out} was written.", *notes])
            ended = SessionEnded(ok=True, reason=words, stats={})
        write_whole(self._run_dir / OUTCOME_NAME, ended.model_dump_json())
        self._server.close()

    def _take(self) -> list[str]:
        """Take it; return sentences on what is missing of it."""
        plan = self._plan
        collection = load(Path(plan.collection))
        scene = plan.scene or collection.first_scene
        if collection.scene(scene) is None:
            names = ", ".join(f'"{each.name}"' for each in collection.scenes)
            raise StudioError(f'{plan.collection} has no scene named "{scene}", only {names}.')
        canvas = collection.canvas
        size = (plan.width or canvas.width, plan.height or canvas.height)
        program = Program(collection.model_copy(update={"current_scene": scene}), size)
        wear = ShotWear(
            program, collection, self._processes, secret=self._boot.secret, post=self._inbox.put
        )
        inputs = InputSet(
            Path(plan.collection),
            self._processes,
            epoch_ns=time.monotonic_ns(),
            fps=canvas.fps,
            secret=self._boot.secret,
            size=size,
            on_event=wear.hear,
        )
        inputs.update(collection, None, scene)
        try:
            pictures = self._pictures(program, inputs, wear)
            compositor = choose_compositor(plan.compositor, size)
            compositor.submit(program.composition(time.monotonic_ns(), pictures.get), 0)
            done = compositor.take(wait=True)
            assert done is not None
            write_png(Path(plan.out), rgb_from_nv12(done[1], size[1], size[0]))
            compositor.close()
        finally:
            wear.close()
            inputs.close()
        return wear.notes

    def _pictures(self, program: Program, inputs: InputSet, wear: ShotWear) -> dict[str, Picture]:
        """Let the inputs run, and return what each shows in the end."""
        names = [name for name in program.inputs() if name in inputs.sources]
        for name in names:
            inputs.sources[name].want(*program.size)
        pictures: dict[str, Picture] = {}
        start_ns = time.monotonic_ns()
        end_ns = start_ns + int(self._plan.after_s * SECOND_NS)
        while True:
            now_ns = time.monotonic_ns()
            for name in names:
                inputs.sources[name].request(now_ns)
                picture = inputs.sources[name].latch(now_ns)
                if picture is not None:
                    pictures[name] = picture
            states = [inputs.sources[name].state.health for name in names]
            is_open = Health.STARTING not in states or now_ns > start_ns + OPEN_NS
            program.composition(now_ns, pictures.get)  # what is worn comes on by and by
            inputs.report(0)
            is_late = now_ns > start_ns + WEAR_NS
            if is_open and now_ns >= end_ns and (wear.is_on(inputs.sources, now_ns) or is_late):
                if is_late:
                    wear.notes.append("Not all that people wear was there in time.")
                return pictures
            self._work_until(now_ns + SECOND_NS // 30)

    def _work_until(self, due_ns: int) -> None:
        while (left_ns := due_ns - time.monotonic_ns()) > 0:
            try:
                self._inbox.get(timeout=left_ns / SECOND_NS)()
            except queue.Empty:
                return

    def _on_connect(self, channel: Channel) -> None:
        if channel.peer_role == "supervisor":
            self._inbox.put(partial(self._processes.supervisor_came, channel.send))

    def _on_message(self, channel: Channel, message: Message) -> None:
        if channel.peer_role == "supervisor":
            self._inbox.put(partial(self._processes.on_message, message))
