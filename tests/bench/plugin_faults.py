"""What plugins that misbehave cost a live session, and what idle ones cost.

    .venv/bin/python -m tests.bench.plugin_faults [--seconds 12] [--only floods,leaks]

Each fault has a session of its own at 720p30, which a plugin draws on and then spoils; and
each is compared with a session that a good plugin draws on.  Then twenty idle plugins.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path

import psutil

from studio.plugin_host.process import PluginProcess
from tests.bench.machine import the_machine_to_ourselves
from tests.e2e.live_studio import LiveStudio
from tests.e2e.plugin_run import PluginRun, write_plugin

HEAD = '''\
import os, time
from studio.sdk import *
plugin = Plugin()
@plugin.on(Started)
def start(_):
    up = Keys(keys=(Key(at_ms=0, value=900), Key(at_ms=2000, value=100)), repeats=0)
    plugin.canvas.put("box", Box(width=300, height=200, color="#ff3060"), x=960, y=up)
    plugin.after(2, spoil)
SUM = """fn paint(place: vec2f, time_s: f32) -> vec4f {
    var sum = vec4f(time_s);
    for (var i = 0u; i < ROUNDSu; i++) { sum += sin(vec4f(f32(i)) * place.xyxy); }
    return sum;
}"""
def shader(rounds, side):
    return Shader(code=SUM.replace("ROUNDS", str(rounds)), width=side, height=side)
def line():
    for each in os.listdir("/proc/self/fd"):
        try:
            if "socket" in os.readlink("/proc/self/fd/" + each):
                return int(each)
        except OSError:
            pass
def spoil():
'''
KILLED = "is killed"
KILL_EVERY_S = 1.5
FAULTS = {
    "undisturbed": "pass",
    "throws": "plugin.after(0.001, spoil); raise RuntimeError('no luck')",
    "exits": "os._exit(1)",
    "hangs": "time.sleep(1000)",
    "spins": "while True: pass",
    "leaks 2 GB": "hoard = [bytearray(1 << 20) for n in range(2048)]",
    "forks": "[os.fork() for n in range(6)]; time.sleep(1000)",
    "floods": "plugin.after(0, spoil); [plugin.canvas.remove('x') for n in range(100_000)]",
    "sends garbage": "os.write(line(), b'\\xff' * 65536)",
    KILLED: "pass",
    "prints": "plugin.after(0, spoil); print('x' * 1_000_000)",
    "paints too much": "plugin.canvas.put('sum', shader(400, 256))",
    "paints without end": "plugin.canvas.put('sum', shader(4_000_000_000, 1024))",
}
IDLE = 20


def run(fault: str, seconds: float) -> tuple[dict[str, object], list[str]]:
    """Run a session with a plugin that does this; return its statistics, and what was said."""
    with tempfile.TemporaryDirectory(prefix="rocket-plugins-") as name:
        folder = Path(name)
        write_plugin(folder / "tried", HEAD + f"    {FAULTS[fault]}\n")
        words = ["scenes/demo.json", "--size", "1280x720", "--record", str(folder / "live.mkv")]
        with LiveStudio(folder, words) as studio:
            studio.wait_for("record recording")
            with PluginRun(folder / "tried", studio.run_dir) as tried:
                end_s = time.monotonic() + seconds
                while fault == KILLED and time.monotonic() < end_s - KILL_EVERY_S:
                    time.sleep(KILL_EVERY_S)
                    for process in tried.plugins():
                        process.kill()
                time.sleep(max(0.0, end_s - time.monotonic()))
                said = tried.text.splitlines()
            studio.command("end")
            studio.wait()
            return json.loads(json.dumps(studio.stats)), said


def idle(seconds: float = 20.0) -> bool:
    """Print what idle plugins cost; say whether the bars hold."""
    with tempfile.TemporaryDirectory(prefix="rocket-plugins-") as name:
        folder = Path(name)
        write_plugin(folder, "from studio.sdk import Plugin\nplugin = Plugin()\n")
        processes = [
            PluginProcess(
                folder,
                "main.py",
                on_message=lambda message: None,
                on_end=lambda why: None,
                on_line=lambda line: None,
            )
            for _ in range(IDLE)
        ]
        try:
            time.sleep(seconds)  # they are up by then, on any machine
            found = [psutil.Process(process.pid) for process in processes]
            before_s = sum(sum(each.cpu_times()[:2]) for each in found)
            time.sleep(seconds)
            percent = (sum(sum(each.cpu_times()[:2]) for each in found) - before_s) / seconds * 100
            memory_mb = max(each.memory_info().rss for each in found) / 1e6
        finally:
            for process in processes:
                process.close()
    holds = percent <= 2 and memory_mb <= 40
    print(
        f"{IDLE} idle plugins: {percent:.2f} % of a core (2), {memory_mb:.0f} MB each at most "
        f"(40): {'holds' if holds else 'FAILS'}"
    )
    return holds


def main() -> int:
    """See the module; the status is 1 if a bar does not hold."""
    parser = argparse.ArgumentParser(prog="plugin_faults", description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=12.0)
    parser.add_argument("--only", default="", help="faults, with commas, or idle")
    asked = parser.parse_args()
    only = asked.only.split(",") if asked.only else [*FAULTS, "idle"]
    holds = True
    with the_machine_to_ourselves():
        print("| a plugin that | lagged | skipped | render p99 ms | the last that was said |")
        print("|---|---|---|---|---|")
        for fault in FAULTS:
            if fault not in only:
                continue
            stats, said = run(fault, asked.seconds)
            render = stats["render_ms"]
            assert isinstance(render, dict)
            holds &= stats["frames_lagged"] == 0
            print(
                f"| {fault} | {stats['frames_lagged']} | {stats['frames_skipped']} | "
                f"{render['p99']:.1f} | {said[-1][:110] if said else ''} |",
                flush=True,
            )
        if "idle" in only:
            holds &= idle()
    return int(not holds)


if __name__ == "__main__":
    raise SystemExit(main())
