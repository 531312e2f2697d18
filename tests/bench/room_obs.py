"""OBS publishes to our relay by RTMP, as many anchors will: does all of it arrive whole?

    .venv/bin/python -m tests.bench.room_obs [--seconds 8] [--work /tmp/rocket-bench]

Debian's OBS with a home of its own, its windows on a spare display, shows pictures and music
at 360 lines; the relay is the real process.  What viewers get over HTTP-FLV is kept and
decoded strictly by ffmpeg, which is not ours.
"""

import argparse
import subprocess
import time
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import httpx

from tests.bench.media import make_media
from tests.bench.obs_subject import ObsSubject
from tests.bench.packages import install_peers
from tests.bench.rig import Rig
from tests.bench.run_options import RunOptions
from tests.bench.x_display import x_display
from tests.room.relay.media import strict_errors
from tests.room.relay.running import ROOM, RunningRelay, is_live

SIZE = (640, 360)
LAYERS = ("bg", "logo", "text")


def main() -> int:
    """Publish, watch and print; the status is 1 if something is not whole."""
    parser = argparse.ArgumentParser(prog="room_obs", description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=8.0, help="to watch")
    parser.add_argument("--work", type=Path, default=Path("/tmp/rocket-bench"))
    asked = parser.parse_args()
    install_peers(with_obs=True)
    make_media(asked.work / "media")
    folder = asked.work / "runs" / time.strftime("room-obs-%Y%m%d-%H%M%S")
    folder.mkdir(parents=True)
    width, height = SIZE
    options = RunOptions(asked.work / "media", width, height, kbps=800, layers=LAYERS)
    saved = folder / "watched.flv"
    begun_s = time.monotonic()
    with (
        RunningRelay(folder / "relay") as relay,
        x_display(folder / "desk.log") as (_, desk),
    ):
        place = SimpleNamespace(folder=folder, url=relay.rtmp(), display=desk, desk=desk)
        obs = ObsSubject(cast(Rig, place), options)
        obs.start()
        try:
            relay.wait_for(is_live)
            live_s = time.monotonic() - begun_s
            _watch(relay, saved, asked.seconds)
            counts = obs.counts()
            state = relay.state()
        finally:
            obs.end()
    errors = strict_errors(saved)
    found = _frames(saved)
    print(
        f"live {live_s:.1f} s after its start; {found} frames watched in {asked.seconds:.0f} s; "
        f"OBS itself lagged {counts['frames_lagged']:.0f} of {counts['frames_total']:.0f}\n"
        f"publisher: {state['publishers']}\n"
        f"ffmpeg says: {errors or 'nothing is wrong'}"
    )
    return int(bool(errors) or found < asked.seconds)


def _watch(relay: RunningRelay, path: Path, seconds: float) -> None:
    end_s = time.monotonic() + seconds
    with path.open("wb") as file, httpx.stream("GET", relay.http(f"/live/{ROOM}.flv")) as answer:
        for data in answer.iter_bytes():
            file.write(data)
            if time.monotonic() > end_s:
                return


def _frames(path: Path) -> int:
    words = ["-v", "error", "-count_packets", "-select_streams", "v", "-of", "csv=p=0"]
    argv = ["ffprobe", *words, "-show_entries", "stream=nb_read_packets", str(path)]
    return int(subprocess.run(argv, capture_output=True, text=True, check=True).stdout.split()[0])


if __name__ == "__main__":
    raise SystemExit(main())
