"""A real link process of tests, and the engine's end of it."""

import secrets
from pathlib import Path

from studio.ipc.address import free_address
from studio.ipc.child import Child


class LinkProcess:
    """Starts ``python -m studio.link``; end it with ``close``."""

    def __init__(self, run_dir: Path) -> None:
        self.secret = secrets.token_hex(16)
        self.name = f"link-{secrets.token_hex(4)}"
        self.run_dir = run_dir
        self.address = free_address(run_dir, self.name)
        self.room_address = free_address(run_dir, "room_client")
        self.log = run_dir / f"{self.name}.log"
        self.start()

    @property
    def pid(self) -> int:
        """Its process."""
        return self.child.pid

    def start(self) -> None:
        """Start it, for the first time or again."""
        boot: dict[str, object] = {
            "name": self.name,
            "address": self.address,
            "secret": self.secret,
            "log": str(self.log),
        }
        self.child = Child(self.name, "link", "studio.link", boot, self.log)
        self.child.start()
        assert self.child.wait_ready(60), self.log.read_text()

    def close(self) -> None:
        """Kill it."""
        self.child.kill()
        assert self.child.wait(30)
