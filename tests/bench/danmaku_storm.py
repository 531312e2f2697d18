"""What a storm of danmaku costs the plugin that shows them: CPU, memory, nodes.

    .venv/bin/python -m tests.bench.danmaku_storm [--per-s 500] [--seconds 20]

The bundled plugin in its own process, told what its host would tell it; nobody draws.
"""

import argparse
import random
import threading
import time
from pathlib import Path

import psutil

from studio.ipc.message import Message
from studio.model.canvas import Node
from studio.model.canvas_rules import apply
from studio.model.plugin_actions import EDITS
from studio.plugin_host.process import PluginProcess
from tests.bench.machine import the_machine_to_ourselves

PLUGIN = Path(__file__).resolve().parents[2] / "plugins" / "danmaku"
WORDS = (
    "666",
    "主播加油！",
    "火箭准备好了吗？[火箭]",
    "Hello from Berlin",
    "[笑哭] 哈哈哈哈哈",
    "[加油]",
)
WARM_S = 3.0
MOST_PERCENT = 20
MOST_NODES = 60


class Canvas:
    """What the plugin has put on its canvas; told in a thread of the process's reader."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.most = 0
        self.put = 0
        self.is_up = threading.Event()

    def take(self, message: Message) -> None:
        """Do what a message asks for."""
        if message["type"] == "edit":
            edits = EDITS.validate_python(message["edits"])
            for edit in edits:
                apply(self.nodes, edit)
            self.put += sum(edit.do == "put" for edit in edits)
            self.most = max(self.most, len(self.nodes))
            self.is_up.set()


def said(number: int, chance: random.Random) -> Message:
    """Return a danmaku as the host tells it."""
    user = f"u{chance.randrange(5_000)}"
    told: dict[str, object] = {
        "by": user,
        "text": chance.choice(WORDS),
        "color": "#ffffff",
        "source": "room",
    }
    told |= {"user": user, "role": "viewer", "fan_level": int(number % 5 == 0)}
    return {"type": "event", "name": "danmaku", "told": told}


def storm(process: PluginProcess, per_s: float, seconds: float) -> int:
    """Tell that many a second for a while; return how many that were."""
    chance, count, begun_s = random.Random(1), 0, time.monotonic()
    while (passed_s := time.monotonic() - begun_s) < seconds:
        while count < passed_s * per_s:
            process.send(said(count, chance))
            count += 1
        time.sleep(0.005)
    return count


def main() -> int:
    """Measure and print; the status is 1 if a bar does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--per-s", type=float, default=500.0)
    parser.add_argument("--seconds", type=float, default=20.0)
    asked = parser.parse_args()
    canvas = Canvas()
    lines: list[str] = []
    with the_machine_to_ourselves():
        process = PluginProcess(
            PLUGIN, "main.py", on_message=canvas.take, on_end=lines.append, on_line=lines.append
        )
        try:
            process.send({"type": "hello", "settings": {}, "storage": {}, "panel": []})
            process.send(
                {"type": "event", "name": "started", "told": {"width": 1920, "height": 1080}}
            )
            process.send(said(0, random.Random(1)))
            assert canvas.is_up.wait(30), lines
            storm(process, asked.per_s, WARM_S)
            found = psutil.Process(process.pid)
            before, memory = found.cpu_times(), found.memory_info().rss
            count = storm(process, asked.per_s, asked.seconds)
            after, grown = found.cpu_times(), found.memory_info().rss - memory
        finally:
            process.close()
    used_s = after.user + after.system - before.user - before.system
    percent = used_s / asked.seconds * 100
    holds = percent < MOST_PERCENT and canvas.most <= MOST_NODES
    print(
        f"{count / asked.seconds:.0f} danmaku a second for {asked.seconds:.0f} s: {percent:.1f} % "
        f"of a core ({MOST_PERCENT}), {canvas.most} nodes at once ({MOST_NODES}), "
        f"{canvas.put} put, {grown / 1e6:+.1f} MB: {'holds' if holds else 'FAILS'}"
    )
    return int(not holds)


if __name__ == "__main__":
    raise SystemExit(main())
