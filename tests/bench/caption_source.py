"""What captions in the scene cost: ``python -m tests.bench.caption_source [--live 60]``.

Printed are CPU-ms of the source's thread for each partial of a line that grows, at 1080p, and
CPU-ms of a frame beyond those of the same frame without captions: while nobody speaks, while a
line stands, and while it changes ten times a second.

With ``--live`` a session of so many seconds shows the demo at 720p30, with two sources of other
looks and ten partials a second in its second half: printed are its CPU and the frames that were
late.  With ``--picture OUT.webp`` the looks that the README shows are drawn, by such a session.
"""

import argparse
import itertools
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from studio.engine.compositor.composition import Affine, Composition, Compositor, Layer, Rect
from studio.engine.picture import Picture
from studio.engine.sources.caption_paint import CaptionPainter
from studio.engine.sources.caption_picture import CaptionPictures
from studio.engine.sources.caption_text import CaptionText
from studio.ipc.ring import RingReader
from studio.model import commands as do
from studio.model import edits
from studio.model.captions.spoken import Spoken
from studio.model.captions.wording import words_of
from studio.model.events import StatsChanged
from studio.model.kinds_captions import CaptionSourceSettings
from studio.model.scene import Input, SceneItem
from studio.model.transform import Alignment, Transform
from tests.bench.canvas_cost import background, opened
from tests.e2e.app_stand_in import AppStandIn, pictures, seen, wait
from tests.e2e.live_studio import ROOT, LiveStudio

SIZE = (1920, 1080)
FRAMES, FIRST = 240, 20
ROUNDS = 5
CHINESE = "大家晚上好，欢迎来到火箭直播间，今天我们一起看看新版本里有哪些好玩的功能。"
ENGLISH = "Good evening, everybody, and welcome: tonight we look at what is new in this version."


def spoken(
    text: str, id: str = "1", speaker: str = "", translation: str = "", *, is_final: bool = True
) -> Spoken:
    """Return a text as it is said, and what it is in the other language."""
    is_chinese = not text.isascii()
    language = ("en" if is_chinese else "zh") if translation else ""
    return Spoken(
        id=id,
        speaker=speaker,
        language="zh" if is_chinese else "en",
        words=words_of(text),
        is_final=is_final,
        translation=translation,
        translation_language=language,
    )


def growing(text: str) -> Iterator[Spoken]:
    """Return the partials of a text, a word or a character more each time."""
    whole = spoken(text, is_final=False)
    for count in range(1, len(whole.words) + 1):
        yield whole.model_copy(update={"words": whole.words[:count]})


def costs_of_changes_ms(text: str, settings: CaptionSourceSettings) -> list[float]:
    """Return what each partial costs, from the words to the picture."""
    painter = CaptionPainter(settings)
    geometry = painter.geometry
    made = CaptionPictures(geometry.width, geometry.height)
    rulers = [painter.ruler(is_translated=each) for each in (False, True)]
    costs: list[float] = []
    for number in range(ROUNDS):
        reading = CaptionText(settings, *rulers)
        for partial in growing(text):
            began_s = time.thread_time()
            reading.say(partial, 0)
            made.picture(painter.paint(reading.rows), number)
            costs.append((time.thread_time() - began_s) * 1000)
    return costs


def captions_at(index: int, every: int, drawn: list[Picture]) -> Picture:
    """Return the picture of a frame: another one each so many frames."""
    return replace(drawn[index // every % len(drawn)], serial=index // every + 1)


def cost_of_a_frame_ms(compositor: Compositor, shown: Callable[[int], Picture | None]) -> float:
    """Return the CPU-ms of a frame over a picture that changes every time."""
    below, whole = background(*SIZE), Rect(0, 0, *SIZE)
    for index in range(FIRST + FRAMES):
        if index == FIRST:
            began_s = time.process_time()
        layers = [Layer("below", replace(below, serial=index), whole, Affine())]
        if (picture := shown(index)) is not None:
            crop = Rect(0, 0, picture.width, picture.height)
            place = Affine(tx=192.0, ty=972.0 - picture.height)
            layers.append(Layer("captions", picture, crop, place))
        compositor.submit(Composition(*SIZE, tuple(layers)), index)
        compositor.take(wait=True)
    return (time.process_time() - began_s) * 1000 / FRAMES


def measure(compositor_name: str) -> None:
    """Measure and print."""
    both = CaptionSourceSettings(text="both")
    print("a partial, CPU-ms of the source's thread: median, most")
    for name, text, settings in (
        ("Chinese", CHINESE, CaptionSourceSettings()),
        ("English", ENGLISH, CaptionSourceSettings()),
        ("English, outlined, a shadow", ENGLISH, CaptionSourceSettings(outline_px=5, shadow_px=4)),
        ("four lines", 3 * CHINESE, CaptionSourceSettings(lines=4)),
        ("two languages", CHINESE, both),
    ):
        costs = costs_of_changes_ms(text, settings)
        print(f"  {name:30} {np.median(costs):6.2f} {max(costs):6.2f}", flush=True)
    painter = CaptionPainter(both)
    made = CaptionPictures(painter.geometry.width, painter.geometry.height)
    rulers = [painter.ruler(is_translated=each) for each in (False, True)]
    reading = CaptionText(both, *rulers)
    drawn = [made.picture(painter.paint(()), 1)]
    for number, text in enumerate((CHINESE, CHINESE[:-4])):
        reading.say(spoken(text, str(number), translation=ENGLISH), 0)
        drawn.append(made.picture(painter.paint(reading.rows), 2 + number))
    compositor = opened(compositor_name, SIZE)
    empty = cost_of_a_frame_ms(compositor, lambda index: None)
    print(f"a frame of 1080p without captions: {empty:.2f} CPU-ms; with those of two languages")
    states: dict[str, Callable[[int], Picture]] = {
        "nobody speaks": lambda index: drawn[0],
        "a line stands": lambda index: drawn[1],
        "ten changes a second": lambda index: captions_at(index, 3, drawn[1:]),
    }
    for name, shown in states.items():
        print(f"  {name:30} + {cost_of_a_frame_ms(compositor, shown) - empty:6.2f}", flush=True)
    compositor.close()


@dataclass(frozen=True, slots=True)
class Shown:
    """One part of the README's picture: a look, and what is said in it."""

    look: dict[str, object]
    said: tuple[Spoken, ...]


PARTS = (
    Shown({}, (spoken(CHINESE),)),
    Shown({}, (spoken(ENGLISH),)),
    Shown(
        {"text": "both", "lines": 1, "align": "center"},
        (spoken("大家晚上好，欢迎来到火箭直播间！", translation="Good evening, and welcome!"),),
    ),
    Shown(
        {"box": "none", "outline_px": 6, "is_bold": True, "speaker": "both", "align": "center"},
        (
            spoken("这个新功能怎么打开？", "1", "小雨"),
            spoken("点一下这里就可以了。", "2", "阿明"),
        ),
    ),
)
PART_SIZE = (800, 450)


def settle(view: RingReader) -> None:
    """Wait until what was said is read: some pictures later."""
    last = pictures(view) + 15
    wait(lambda: pictures(view) >= last)


@contextmanager
def live(sources: int) -> Iterator[tuple[LiveStudio, AppStandIn]]:
    """Record the demo at 720p30, with so many caption sources in it."""
    with tempfile.TemporaryDirectory() as folder:
        words = [str(ROOT / "scenes/demo.json"), "--record", f"{folder}/live.mkv"]
        cheap = ["--size", "1280x720", "--encoder", "libx264", "--preset", "ultrafast"]
        with LiveStudio(Path(folder), [*words, *cheap]) as studio:
            studio.wait_for("record recording")
            app = AppStandIn(studio)
            for number in range(sources):
                source = Input(name=f"Captions {number}", kind="captions", settings={})
                place = Transform(x=960, y=972 - 400 * number, alignment=Alignment.BOTTOM)
                item = SceneItem(source=source.name, transform=place)
                app.do(edits.CreateInput(input=source))
                app.do(edits.CreateSceneItem(scene="Main", item=item))
            yield studio, app
            app.close()


def run_live(seconds: float) -> None:
    """Be silent for half the time, then talk, and print what became of the frames."""
    with live(2) as (studio, app):
        both = {"text": "both", "outline_px": 4}
        app.do(edits.SetInputSettings(input="Captions 1", settings=both))
        wait(lambda: app.last(StatsChanged))
        print(f"CPU percent, frames late: {seconds:.0f} s at 720p30, two sources", flush=True)
        for name in ("silent", "ten partials a second"):
            before, began_s = app.last(StatsChanged), time.monotonic()
            costs: list[float] = []
            said = list(growing(CHINESE))
            for number in itertools.count():
                if time.monotonic() - began_s > seconds / 2:
                    break
                if name != "silent":
                    breath, word = divmod(number, len(said))
                    told = said[word].model_copy(update={"id": str(breath)})
                    app.do(do.SendStreamCaption(spoken=told))
                time.sleep(0.1)
                if now := app.last(StatsChanged):
                    costs.append(now.cpu_percent)
            assert before is not None
            late = now.frames_lagged - before.frames_lagged if now else 0
            print(f"  {name:30} {np.mean(costs):6.1f} {late:4}", flush=True)
        studio.command("end")
        studio.wait()


def draw(out: Path) -> None:
    """Draw the README's picture."""
    whole = Image.new("RGB", (2 * PART_SIZE[0], 2 * PART_SIZE[1]))
    with live(1) as (_, app):
        _, view = app.open_view(of="programme", width=PART_SIZE[0], height=PART_SIZE[1])
        for number, part in enumerate(PARTS):
            settings = {**CaptionSourceSettings(stays_s=60).model_dump(), **part.look}
            app.do(edits.SetInputSettings(input="Captions 0", settings=settings))
            told = [each.model_copy(update={"id": f"{number}-{each.id}"}) for each in part.said]
            for each in told:
                app.do(do.SendStreamCaption(spoken=each))
            settle(view)
            place_px = number % 2 * PART_SIZE[0], number // 2 * PART_SIZE[1]
            whole.paste(Image.fromarray(np.ascontiguousarray(seen(view))), place_px)
            for each in told:
                app.do(do.SendStreamCaption(spoken=each.model_copy(update={"words": ()})))
    whole.save(out, quality=70, method=6)


def main() -> None:
    """Measure, or draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--compositor", choices=("array", "wgpu"), default="array")
    parser.add_argument("--live", type=float, metavar="SECONDS")
    parser.add_argument("--picture", type=Path)
    asked = parser.parse_args()
    if asked.picture:
        draw(asked.picture)
    elif asked.live:
        run_live(asked.live)
    else:
        measure(asked.compositor)


if __name__ == "__main__":
    main()
