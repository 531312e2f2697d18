"""A gift of each tier is heard in the recorded programme, which is turned down meanwhile.

It takes half a minute: of each tier one sound has to be over before the next one begins.
"""

import shutil
import time
import tomllib
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.ipc.ring import RingReader
from studio.model import commands as do
from studio.model import edits
from studio.model.media import SAMPLE_RATE_HZ
from studio.model.scene import Input
from tests.capture.clips import run_ffmpeg
from tests.e2e.app_stand_in import wait
from tests.e2e.gift_show import OVERLAY, RICH, WALL, show
from tests.e2e.live_studio import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

TONE_HZ = 11_000
"""No sound of a gift has much there."""
GIFTS = ("coffee", "fireworks", "galaxy")
"""One of each tier above that of hearts."""
BLOCK = SAMPLE_RATE_HZ // 20
HEARD = 0.004
"""Of full scale; nothing but gifts sounds below the tone."""

Levels = NDArray[np.float64]


def quiet_overlay(folder: Path) -> Path:
    """Return a copy that shows no effects: their sounds take the place of those of the tiers."""
    copy = folder / "gift_overlay"
    shutil.copytree(OVERLAY, copy)
    head, tail = (copy / "plugin.toml").read_text("utf-8").split("[settings.no_effects]")
    tail = tail.replace("default = false", "default = true", 1)
    (copy / "plugin.toml").write_text(f"{head}[settings.no_effects]{tail}", "utf-8")
    return copy


def levels(samples: NDArray[np.float32]) -> tuple[Levels, Levels]:
    """Return how loud the tone, and all below it, is in each twentieth of a second."""
    blocks = samples[: len(samples) // BLOCK * BLOCK].reshape(-1, BLOCK) * np.hanning(BLOCK)
    spectrum = np.abs(np.fft.rfft(blocks, axis=1)) / (BLOCK / 4)
    hz = np.fft.rfftfreq(BLOCK, 1 / SAMPLE_RATE_HZ)
    near = abs(hz - TONE_HZ) < 200
    below = (hz > 100) & (hz < TONE_HZ - 2_000)
    tone, rest = spectrum[:, near].max(1), np.sqrt((spectrum[:, below] ** 2).sum(1))
    return tone, rest


def sounds_now(ring: RingReader) -> bool:
    """Tell whether a gift is heard in the next fifth of a second."""
    while ring.next() is not None:
        pass
    found = np.empty(0, np.float32)
    while len(found) < 4 * BLOCK:
        slot = ring.next()
        if slot is None:
            time.sleep(0.01)
        else:
            found = np.append(found, np.frombuffer(slot.data, np.float32)[::2])
    return bool(levels(found)[1].max() > HEARD)


def recorded(path: Path) -> NDArray[np.float32]:
    with av.open(str(path)) as file:
        frames = [frame.to_ndarray() for frame in file.decode(audio=0)]
    is_planar = frames[0].shape[0] == 2
    return np.concatenate([each[0] if is_planar else each[0, ::2] for each in frames])


def runs(is_heard: NDArray[np.bool_]) -> list[slice]:
    """Return where something is heard, pauses of under a fifth of a second left out."""
    places = np.flatnonzero(is_heard)
    parts = np.split(places, np.flatnonzero(np.diff(places) > 4) + 1)
    return [slice(part[0], part[-1] + 1) for part in parts if len(part)]


def test_each_tier_is_heard_and_turns_the_programme_down(tmp_path: Path) -> None:
    tone, film = tmp_path / "tone.flac", tmp_path / "live.mkv"
    source = f"aevalsrc=0.1*sin(2*PI*{TONE_HZ}*t):s={SAMPLE_RATE_HZ}:d=120"
    run_ffmpeg(["-f", "lavfi", "-i", source, str(tone)])
    overlay = quiet_overlay(tmp_path)
    with show(tmp_path, "--record", str(film), overlay=overlay) as shown:
        file = Input(name="Tone", kind="media", settings={"file": str(tone)})
        shown.app.do(edits.CreateInput(input=file, scene=WALL))
        ring = RingReader.attach(str(shown.app.do(do.GetBusRing(bus=1))["ring"]))
        shown.give_until_seen()
        for number, gift in enumerate(GIFTS):
            wait(lambda: not sounds_now(ring))
            shown.give(shown.token_of(RICH), f"heard-{number:04d}", gift)
            wait(lambda: sounds_now(ring))
        wait(lambda: not sounds_now(ring))
        ring.close()

    loud, rest = levels(recorded(film))
    usual = np.percentile(loud, 95)  # most of the time something sounds
    assert usual == pytest.approx(0.1, rel=0.3)
    begun = int(np.flatnonzero(loud > usual / 2)[0]) + 4
    found = [slice(begun + run.start, begun + run.stop) for run in runs(rest[begun:] > HEARD)]
    lowest_db = [float(20 * np.log10(loud[run].min() / usual)) for run in found]
    turned_db = [each for each in lowest_db if each < -1]  # and not the end of the session
    tiers = tomllib.loads((ROOT / "assets/gifts/tiers.toml").read_text("utf-8"))["tier"][1:]
    expected_db = [float(tier["duck_db"]) for tier in tiers]
    # Hearts are given until one is seen.
    assert [turned_db[0], *turned_db[-len(GIFTS) :]] == pytest.approx(expected_db, abs=0.5)
