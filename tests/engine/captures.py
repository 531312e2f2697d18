"""Real capture processes for tests of what asks the supervisor for them."""

from pathlib import Path

from studio.engine.processes import Processes
from studio.model.command import Message
from tests.capture.process import CaptureProcess


class Captures:
    """Starts what ``processes`` wants, as the supervisor would.

    Args:
        run_dir: For sockets and logs.
        secret: Of the session.
    """

    def __init__(self, run_dir: Path, secret: str) -> None:
        self.processes = Processes()
        self.running: dict[str, CaptureProcess] = {}
        self._run_dir = run_dir
        self._secret = secret
        self.processes.supervisor_came(self.hear)

    def hear(self, message: Message) -> None:
        """Start or stop a process."""
        name = str(message["name"])
        if message["type"] == "process_stop":
            if process := self.running.pop(name, None):
                process.close()
            return
        boot = message["boot"]
        assert isinstance(boot, dict)
        started = CaptureProcess(
            self._run_dir,
            boot["source"],
            want=tuple(boot.get("want", (16, 16))),
            name=name,
            secret=self._secret,
        )
        self.running[name] = started
        ready = {"type": "process_ready", "name": name, "address": started.address, "pid": 1}
        self.processes.on_message(ready)

    def kill(self, name: str) -> Message:
        """Kill one; return what would start it again."""
        self.running.pop(name).close()
        wanted = self.processes._wanted[name]
        self.processes.on_message({"type": "process_ended", "name": name, "reason": "It died."})
        return {"type": "process_start", "name": name, "boot": wanted.boot}
