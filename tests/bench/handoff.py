"""A programme that goes from studio to studio, and one whose publisher is killed, against the bars.

    .venv/bin/python -m tests.bench.handoff                    # planned, there and back; kills
    .venv/bin/python -m tests.bench.handoff --handoffs 100     # ping-pong

Two real studios publish to one relay, which pushes to nginx-rtmp; what its viewer got is
decoded by ffmpeg that forgives nothing, and each frame's burnt-in number is held against
what the studios recorded.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.bars import Bar
from tests.bench.machine import the_machine_to_ourselves
from tests.e2e.flash_and_beep import offsets_ms
from tests.e2e.handoff_seen import FRAME_MS, SOUND_MS, Seen
from tests.e2e.handoff_stage import HandoffStage

STUDIOS = ("laptop", "pc")
SETTLED = 8
"""Flashes at the end that nothing disturbs."""

CUT_S, SLATE_S, RESTART_S, OFFSET_MS = 2.0, 2.2, 5.0, 20.0
ON_ITS_WAY_S = 0.2
"""Until what a killed engine had sent has come; no next one is there that soon."""


def planned(folder: Path, handoffs: int, apart_s: float) -> list[Bar]:
    """Hand over so many times, and return what must hold."""
    with HandoffStage(folder) as stage:
        stage.start("pc")
        stage.wait_on_air("pc")
        stage.start("laptop", "--preset", "veryfast")
        stage.wait_ready("laptop")
        time.sleep(1)
        for number in range(handoffs):
            stage.hand_over(STUDIOS[number % 2])
            time.sleep(apart_s)
        time.sleep(SETTLED + 1)
        seen = stage.stop()
    _say(seen)
    offset_ms = median(offsets_ms(seen.programme)[-SETTLED:])
    problems = seen.problems()
    print("\n".join(problems) or "Every frame is there once, as its studio had encoded it.")
    return [
        Bar("things that are wrong", len(problems), 0),
        Bar("handoffs", seen.state["splices"], handoffs, is_floor=True),
        Bar("picture to picture, ms", max(seen.picture_steps_ms), FRAME_MS),
        Bar("sound to sound, ms", max(seen.sound_steps_ms), 2 * SOUND_MS),
        Bar("from the command to the cut, s", max(seen.cuts_s), CUT_S),
        Bar("sound and picture apart at the end, ms", abs(offset_ms), OFFSET_MS),
    ]


def killed(folder: Path) -> list[Bar]:
    """Kill the engine on air, then all of its studio, then one beside a standby."""
    with HandoffStage(folder) as stage:
        studio = stage.start("pc")
        stage.wait_on_air("pc")
        stage.wait_for(lambda state: state["has_slate"])
        time.sleep(2)
        begun_s = time.monotonic()
        studio.kill("engine")
        time.sleep(ON_ITS_WAY_S)
        sent = stage.state["publishers"][0]["bytes"]

        def is_back(state: dict[str, Any]) -> bool:
            return bool(state["publishers"]) and state["publishers"][0]["bytes"] != sent

        stage.wait_for(lambda state: state["splices"] > 0 or is_back(state))
        slate_s = [time.monotonic() - begun_s]  # or the next engine, where that is sooner
        stage.wait_for(is_back)
        stage.wait_on_air("pc")
        back_s = time.monotonic() - begun_s
        had_slate = stage.state["splices"] > 0
        time.sleep(2)
        begun_s = stage.kill("pc")
        stage.wait_for(lambda state: state["is_on_slate"])
        slate_s.append(time.monotonic() - begun_s)
        begun_s = time.monotonic()
        stage.start("pc")
        stage.wait_on_air("pc")
        restart_s = time.monotonic() - begun_s
        stage.start("laptop")
        stage.wait_ready("laptop")
        time.sleep(1)
        begun_s = stage.kill("pc")
        stage.wait_on_air("laptop")
        standby_s = time.monotonic() - begun_s
        seam = stage.state["seam"]
        time.sleep(1)
        seen = stage.stop()
    steps = seen.picture_steps_ms
    print(f"the engine's end was {'filled by the slate' if had_slate else 'over before a slate'}")
    print(f"to a standby {standby_s:.2f} s after the kill; viewers had no picture for {seam}")
    return [
        Bar("slate or next engine after an engine's end, s", slate_s[0], SLATE_S),
        Bar("its next one on air after, s", back_s, RESTART_S),
        Bar("slate after the studio's end, s", slate_s[1], SLATE_S),
        Bar("restarted studio on air after, s", restart_s, RESTART_S),
        Bar("times the platform's viewer began", len(seen.parts), 1),
        Bar("picture to picture, s", max(steps) / 1000, SLATE_S),
        Bar("what a strict decoder complains of", len(seen.decode_errors), 0),
    ]


def _say(seen: Seen) -> None:
    cuts_ms = sorted(round(cut * 1000) for cut in seen.cuts_s)
    seam = seen.state["seam"]
    print(
        f"{len(seen.picture_steps_ms) + 1} pictures; command to cut: half within "
        f"{cuts_ms[len(cuts_ms) // 2]} ms, at worst {cuts_ms[-1]} ms; no picture for "
        f"{seen.state['longest_gap_ms']} ms at worst, by the relay\n"
        f"the last one: {seam}\n"
        f"picture steps {dict(Counter(seen.picture_steps_ms))}, "
        f"sound steps {dict(Counter(seen.sound_steps_ms))}; "
        f"ahead of real time by {seen.ahead_ms:.0f} ms at the end"
    )


def main() -> int:
    """Print figures and bars; the status is 1 if a bar fails."""
    parser = argparse.ArgumentParser(prog="handoff", description=__doc__.split("\n")[0])
    parser.add_argument("--handoffs", type=int, default=2, help="0: kills only")
    parser.add_argument("--apart", type=float, default=0.7, help="seconds between two of them")
    parser.add_argument("--no-kills", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rocket-handoff-") as name, the_machine_to_ourselves():
        folder = Path(name)
        bars: list[Bar] = []
        if asked.handoffs:
            (folder / "planned").mkdir()
            bars += planned(folder / "planned", asked.handoffs, asked.apart)
        if not asked.no_kills:
            (folder / "killed").mkdir()
            bars += killed(folder / "killed")
    for bar in bars:
        print(f"  {bar}")
    return int(not all(bar.holds for bar in bars))


if __name__ == "__main__":
    sys.exit(main())
