"""Captions beside a live 720p30: how many frames are late, and what is lost when it dies or hangs.

The standard scene without its captured screen is published to nginx-rtmp, with somebody speaking
on the bus that the recogniser hears; first without it, then with it, then it is killed and
stopped.  Whoever speaks says the clips again and again, a second apart::

    for bar in on_air(clips, "moonshine", "en", seconds=60, work=work): ...
"""

import json
import os
import signal
import time
import wave
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import psutil

from studio.captions.sound import RATE_HZ, Mono
from studio.captions.speaker import LOST
from studio.model import commands as do
from studio.model.captions.settings import CaptionSettings
from studio.model.captions.spoken import Spoken
from studio.model.events import Captioned, StatsChanged
from tests.bench.bars import Bar
from tests.bench.contest import collection
from tests.bench.media import make_media
from tests.bench.speech_clips import Clip
from tests.bench.standard_scene import LAYERS, layout
from tests.e2e.app_stand_in import AppStandIn, wait
from tests.e2e.live_studio import LiveStudio
from tests.servers import NginxRtmp

SIZE = (1280, 720)
SETTLE_S = 5.0
LOST_S = 3.0
_MOST_S = 60
"""Of speech in a round: it comes again."""


def on_air(
    clips: Sequence[Clip], engine: str, language: str, *, seconds: float, work: Path
) -> Iterator[Bar]:
    """Go live and watch; yield what must hold."""
    folder = work / "on-air"
    scene = _scene(folder, clips)
    words = [str(scene), "--encoder", "libx264", "--preset", "veryfast", "--video-kbps", "3000"]
    with (
        NginxRtmp(folder / "nginx") as server,
        LiveStudio(folder, [*words, "--to", server.url()]) as studio,
    ):
        studio.wait_for("push-1 live")
        app = AppStandIn(studio)
        try:
            time.sleep(SETTLE_S)
            yield from _watch(studio, app, engine, language, seconds)
            yield from _strike(studio, app)
        finally:
            app.close()


def _watch(
    studio: LiveStudio, app: AppStandIn, engine: str, language: str, seconds: float
) -> Iterator[Bar]:
    without = _lagged_in(app, seconds / 2)
    captions = CaptionSettings(hears=True, language=language, model=engine)
    app.do(do.SetCaptions(captions=captions))
    wait(lambda: finals(app))
    watched = psutil.Process(studio.pid("captions"))
    before, known, begun_s = watched.cpu_times(), len(finals(app)), time.monotonic()
    lagged = _lagged_in(app, seconds)
    after, passed_s = watched.cpu_times(), time.monotonic() - begun_s
    cost = (after.user + after.system - before.user - before.system) / passed_s
    print(
        f"on air, 720p30, {passed_s:.0f} s: {len(finals(app)) - known} finals, the recogniser "
        f"{cost:.2f} of a core; frames lagged {lagged}, without it {without}"
    )
    yield Bar("frames lagged while it hears", lagged, 0)
    yield Bar("of a core beside a live 720p30", cost, 0.35)


def _strike(studio: LiveStudio, app: AppStandIn) -> Iterator[Bar]:
    """Kill it, then stop it, while it hears somebody; yield what that cost."""
    for name, signals in (("killed", signal.SIGKILL), ("hung", signal.SIGSTOP)):
        _wait_for_partial(app)
        lagged, known, pid = _lagged(app), len(finals(app)), studio.pid("captions")
        os.kill(pid, signals)
        begun_s = time.monotonic()
        _wait_for_finals(app, known + 3)
        back_s = time.monotonic() - begun_s
        lost_s = lost_ms(finals(app)) / 1000
        lagged = _lagged(app) - lagged
        print(f"{name}: three finals later after {back_s:.1f} s, {lost_s:.1f} s marked as lost")
        yield Bar(f"frames lagged while it was {name}", lagged, 0)
        yield Bar(f"seconds lost when it was {name}", lost_s, LOST_S)


def finals(app: AppStandIn) -> list[Spoken]:
    """Return what was said for good, in order."""
    told = [each.spoken for each in list(app.events) if isinstance(each, Captioned)]
    return [spoken for spoken in told if spoken.is_final and spoken.words]


def lost_ms(spoken: Sequence[Spoken]) -> int:
    """Return how much is marked as lost."""
    return sum(each.end_ms - each.start_ms for each in spoken if each.text == LOST)


def _wait_for_partial(app: AppStandIn) -> None:
    """Wait until somebody is just being heard."""
    seen = len(app.events)
    wait(
        lambda: any(
            isinstance(each, Captioned) and not each.spoken.is_final for each in app.events[seen:]
        )
    )


def _wait_for_finals(app: AppStandIn, count: int) -> None:
    wait(lambda: len(finals(app)) >= count)


def _lagged(app: AppStandIn) -> int:
    told = app.last(StatsChanged)
    return told.frames_lagged if told else 0


def _lagged_in(app: AppStandIn, seconds: float) -> int:
    before = _lagged(app)
    time.sleep(seconds)
    return _lagged(app) - before


def _scene(folder: Path, clips: Sequence[Clip]) -> Path:
    """Write the standard scene with somebody who speaks where its music was; return its file."""
    media = folder / "media"
    make_media(media)
    (media / "music.wav").unlink()
    samples: list[Mono] = []
    for clip in clips:
        if sum(map(len, samples)) < _MOST_S * RATE_HZ:
            samples.append(clip.samples)
    with wave.open(str(media / "music.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((np.concatenate(samples) * 32767).astype(np.int16).tobytes())
    layers = tuple(name for name in LAYERS if name != "screen")
    scene = folder / "scene.json"
    places = layout(*SIZE).only(layers)
    scene.write_text(json.dumps(collection(places, *SIZE, "30", "", media)))
    return scene
