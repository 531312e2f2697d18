"""Tests of studio.engine.effect_files, with real files, capture processes and the real mixer."""

import queue
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.engine.demand import Demand, Taker
from studio.engine.effect_files import MOST_AT_ONCE, EffectFiles
from studio.engine.mixer.settings import InputSettings
from studio.engine.mixer.timeline import Samples
from studio.engine.mixer.tone_input import ToneInput
from studio.engine.sound import Sound
from studio.model.command import CommandError
from studio.model.commands import PlaySound
from studio.model.events import Event, Notice
from studio.model.media import AudioFormat, Packet
from studio.model.scene import Audio
from tests.capture.clips import counting, run_ffmpeg, tone
from tests.engine.captures import Captures

SECRET = "quiet"


class Nowhere:
    """Takes packets and does nothing with them."""

    def put(self, packet: Packet) -> None:
        pass

    def put_format(self, track: int, format: AudioFormat) -> None:
        pass


class Studio(Captures):
    """A real mixer with effects, whose blocks are kept."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, SECRET)
        self.told: list[str] = []
        self.posted: queue.Queue[Callable[[], object]] = queue.Queue()
        self.blocks: queue.Queue[NDArray[np.float32]] = queue.Queue()
        demand = Demand()
        demand.set(Taker.OUTPUT, 1)
        self.sound = Sound(time.monotonic_ns(), Audio(), Nowhere(), demand)
        self.sound.mixer._on_block = self._keep
        self.files = EffectFiles(
            self.processes, self.sound, secret=SECRET, post=self.posted.put, tell=self._hear
        )

    def _keep(self, n: int, buses: list[Samples]) -> None:
        self.blocks.put(np.stack(buses))

    def _hear(self, event: Event) -> None:
        assert isinstance(event, Notice)
        self.told.append(event.text)

    def do_posted(self) -> None:
        self.posted.get(timeout=20)()

    def mixed(self, bus: int, until: Callable[[Samples], object]) -> Samples:
        """Return what is mixed until it is as wanted, block by block."""
        found = np.zeros((0, 2), np.float32)
        while not until(found):
            found = np.concatenate([found, self.blocks.get(timeout=20)[bus]])
        return found

    def close(self) -> None:
        self.files.close()
        assert not self.running
        self.sound.close()


@pytest.fixture
def studio() -> Iterator[Studio]:
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        studio = Studio(Path(folder))
        yield studio
        studio.close()


@pytest.fixture(scope="module")
def beep(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("sounds") / "beep.ogg"
    run_ffmpeg([*tone(0.4), "-c:a", "libvorbis", "-q:a", "8", str(path)])
    return str(path)


def ends(sound: Samples) -> bool:
    """Whether something was heard, and then nothing for a while."""
    heard = np.flatnonzero(np.abs(sound[:, 0]) > 0.01)
    return heard.size > 0 and len(sound) - int(heard[-1]) > 4_000


@pytest.mark.slow
def test_a_sound_is_read_once_and_heard_as_often_as_it_is_asked_for(
    studio: Studio, beep: str
) -> None:
    studio.files.play(PlaySound(file=beep, volume_db=-6.0))
    assert list(studio.running) == ["sound-1"]
    studio.do_posted()
    assert not studio.running
    first = studio.mixed(0, ends)
    assert np.abs(first).max() == pytest.approx(0.25, rel=0.1)
    studio.files.play(PlaySound(file=beep))
    assert not studio.running
    second = studio.mixed(5, ends)
    assert np.abs(second).max() == pytest.approx(0.5, rel=0.1)
    length = int((np.abs(second[:, 0]) > 0.01).sum())
    assert 0.3 * 48_000 < length < 0.42 * 48_000


@pytest.mark.slow
def test_inputs_are_turned_down_while_it_is_heard(studio: Studio, beep: str) -> None:
    tone_input = ToneInput(3000.0, level_db=-12.0)
    studio.sound.add("music", tone_input, InputSettings())
    studio.files.play(PlaySound(file=beep, volume_db=-60.0, duck_db=-40.0))
    studio.do_posted()

    def is_ducked(sound: Samples) -> bool:
        return len(sound) > 2048 and bool(np.abs(sound[-1024:]).max() < 0.01)

    ducked = studio.mixed(0, is_ducked)
    back = studio.mixed(0, lambda found: len(found) and np.abs(found[-1024:]).max() > 0.24)
    sound = np.concatenate([ducked, back])[:, 0]
    steady = np.abs(np.diff(tone_input.samples(0, 9999)[:, 0], n=2)).max()
    assert np.abs(np.diff(sound[1024:], n=2)).max() < 1.1 * steady


@pytest.mark.slow
def test_what_can_not_be_played_is_told(studio: Studio, tmp_path: Path) -> None:
    film, text = tmp_path / "film.mp4", tmp_path / "text.ogg"
    run_ffmpeg([*counting(frames=3), str(film)])
    text.write_text("no sound")
    with pytest.raises(CommandError, match=r"gone\.ogg is not there"):
        studio.files.play(PlaySound(file=str(tmp_path / "gone.ogg")))
    for path in (film, text):
        studio.files.play(PlaySound(file=str(path)))
    deadline_s = time.monotonic() + 20
    while len(studio.told) < 2:
        assert time.monotonic() < deadline_s
        studio.files.once_a_second()
        time.sleep(0.02)
    assert any("film.mp4 holds no sound" in each for each in studio.told)
    assert any("text.ogg is not a video, sound" in each for each in studio.told)
    assert not studio.running


@pytest.mark.slow
def test_a_file_that_kills_its_reader_is_given_up(studio: Studio, beep: str) -> None:
    studio.files.play(PlaySound(file=beep))
    studio.posted.get(timeout=20)  # what was read never comes
    studio.kill("sound-1")
    assert "beep.ogg went wrong: It died." in studio.told[0]
    assert studio.processes._wanted == {}


@pytest.mark.slow
def test_so_many_are_heard_at_once_and_no_more(studio: Studio, beep: str) -> None:
    for _ in range(MOST_AT_ONCE):
        studio.files.play(PlaySound(file=beep))
    assert len(studio.running) == 1
    with pytest.raises(CommandError, match="8 sounds are heard already"):
        studio.files.play(PlaySound(file=beep))
    studio.do_posted()
    loud = studio.mixed(0, ends)
    assert 0.9 < np.abs(loud).max() <= 1.0
    studio.files.play(PlaySound(file=beep))


@pytest.mark.slow
def test_all_together_are_muted_in_the_collection(studio: Studio, beep: str) -> None:
    studio.sound.use(Audio(effects_muted=True))
    studio.files.play(PlaySound(file=beep))
    studio.do_posted()
    assert not studio.mixed(0, lambda found: len(found) > 20_000).any()
