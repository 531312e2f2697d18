"""A real voice process of tests, and the engine's end of it."""

import secrets
import threading
from pathlib import Path

import numpy as np

from studio.ipc.address import free_address
from studio.ipc.channel import Channel
from studio.ipc.child import Child
from studio.ipc.message import Message
from studio.ipc.ring import RingFormat, RingWriter
from studio.link.voice.frames import time_of
from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ
from tests.link.voice.speech import Mono

PATIENCE_S = 30.0


class SoundRing:
    """A ring that the engine writes."""

    def __init__(self, name: str) -> None:
        self._writer = RingWriter.create(name, 32, BLOCK_FRAMES * 8)
        self.name = self._writer.name
        self.close = self._writer.close

    def put(self, place: int, samples: Mono) -> None:
        """Write a block at its place."""
        self._writer.begin()[: len(samples) * 8] = np.repeat(samples[:, None], 2, axis=1).tobytes()
        self._writer.commit(
            pts_ns=time_of(place),
            format=RingFormat.F32,
            rate_hz=SAMPLE_RATE_HZ,
            channels=2,
            frames=len(samples),
        )


class VoiceProcess:
    """Starts ``python -m studio.link.voice`` and connects; end it with ``close``."""

    def __init__(self, run_dir: Path) -> None:
        self.heard: list[Message] = []
        self._news = threading.Condition()
        secret = secrets.token_hex(16)
        name = f"voice-{secrets.token_hex(4)}"
        address = free_address(run_dir, name)
        log = run_dir / f"{name}.log"
        boot: Message = {"name": name, "address": address, "secret": secret, "log": str(log)}
        self.child = Child(name, "voice", "studio.link.voice", boot, log)
        self.child.start()
        assert self.child.wait_ready(PATIENCE_S), log.read_text()
        self.channel = Channel.connect(
            address,
            role="engine",
            secret=secret,
            on_message=self._on_message,
            on_close=lambda channel, reason: None,
            timeout_s=PATIENCE_S,
        )

    def ask(self, id: int, near: str, far: str, **wanted: object) -> None:
        """Have a voice made clean."""
        self.channel.send({"type": "voice", "id": id, "near": near, "far": far, **wanted})

    def wait(self, kind: str, id: int, *, after: int = 0) -> Message:
        """Return the first message of a kind about a voice, behind the first few messages."""

        def found() -> Message | None:
            about = (each for each in self.heard[after:] if each.get("id") == id)
            return next((each for each in about if each["type"] == kind), None)

        with self._news:
            assert self._news.wait_for(lambda: found() is not None, PATIENCE_S), self.heard
            message = found()
        assert message is not None
        return message

    def close(self) -> None:
        """End it."""
        self.channel.close()
        self.child.kill()
        assert self.child.wait(PATIENCE_S)

    def _on_message(self, channel: Channel, message: Message) -> None:
        with self._news:
            self.heard.append(message)
            self._news.notify_all()
