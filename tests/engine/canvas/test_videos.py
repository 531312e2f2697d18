"""Tests of studio.engine.canvas.videos, with real capture processes and real files."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.engine.canvas.seen import Feed, Seen
from studio.engine.canvas.videos import MOST_VIDEOS, Videos
from studio.engine.processes import Processes
from studio.model.canvas import Node
from studio.model.canvas_content import Video
from studio.model.command import CommandError
from tests.capture.clips import RECIPES, run_ffmpeg
from tests.engine.captures import Captures

SECRET = "quiet"


class Player(Captures):
    """Videos whose processes are started as the supervisor would."""

    def __init__(self, run_dir: Path) -> None:
        super().__init__(run_dir, SECRET)
        self.warned: list[str] = []
        epoch_ns = time.monotonic_ns()
        self.videos = Videos(
            self.processes, secret=SECRET, grid=lambda: (epoch_ns, 1_000_000_000, 30)
        )

    def put(self, name: str, content: Video, canvas: int = 1) -> list[Feed]:
        taken: list[Feed] = []
        self.videos.put((canvas, name), content, take=taken.append, warn=self.warned.append)
        return taken


@pytest.fixture
def player() -> Iterator[Player]:
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:  # pytest's is too long for a socket
        player = Player(Path(folder))
        yield player
        player.videos.close()
        assert not player.running


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    folder = tmp_path_factory.mktemp("clips")

    def made(name: str) -> str:
        if not (folder / name).exists():
            run_ffmpeg([*RECIPES[name], str(folder / name)])
        return str(folder / name)

    return made


def first_seen(feed: Feed) -> Seen:
    deadline_s = time.monotonic() + 20
    while (seen := feed.seen(time.monotonic_ns())) is None:
        assert time.monotonic() < deadline_s
        time.sleep(0.01)
    return seen


def node(name: str, content: Video) -> Node:
    return Node(id=name, content=content)


def film(number: int = 0) -> Video:
    return Video(file=f"/films/{number}.mp4")


@pytest.mark.slow
def test_a_video_s_own_alpha_is_shown(player: Player, clip: Callable[[str], str]) -> None:
    (feed,) = player.put("film", Video(file=clip("alpha.webm")))
    picture = first_seen(feed).picture
    assert (picture.width, picture.height) == (160, 90)
    assert picture.alpha is not None
    assert picture.alpha[45, 20] < 5
    assert picture.alpha[45, 140] > 250


@pytest.mark.slow
def test_a_video_with_its_alpha_beside_it_is_half_as_wide_and_silent(
    player: Player, clip: Callable[[str], str]
) -> None:
    (feed,) = player.put("film", Video(file=clip("beside.mp4"), alpha="right"))
    picture = first_seen(feed).picture
    assert (picture.width, picture.height) == (160, 90)
    assert picture.alpha is not None
    assert picture.alpha[45, 20] > 250
    assert picture.alpha[45, 140] < 5
    assert player.videos._playing[1, "film"].ring.sound_ring_name == ""


@pytest.mark.slow
def test_once_is_from_the_first_picture_to_the_last_and_then_it_is_gone(
    player: Player, clip: Callable[[str], str]
) -> None:
    content = Video(file=clip("count30.mp4"), loops=False)
    (feed,) = player.put("film", content)
    seen = {int(first_seen(feed).picture.y[0, 0])}
    deadline_s = time.monotonic() + 20
    while (now := feed.seen(time.monotonic_ns())) is not None:
        seen.add(int(now.picture.y[0, 0]))
        assert time.monotonic() < deadline_s
        time.sleep(0.005)
    assert min(seen) < 30  # of 16, 17, 18…; on a busy machine some are left out
    assert max(seen) == 45
    assert feed.rests_ns == 0
    player.videos.once_a_second()
    assert not player.running
    assert len(player.put("film", content)) == 1  # put again it is played again
    first_seen(player.put("other", content)[0])


@pytest.mark.slow
def test_it_goes_with_its_node_and_is_not_begun_anew_by_the_same(
    player: Player, clip: Callable[[str], str]
) -> None:
    content = Video(file=clip("count30.mp4"))
    (feed,) = player.put("film", content)
    first_seen(feed)
    assert player.put("film", content) == []
    player.videos.keep(2, {})
    player.videos.keep(1, {"film": node("film", content)})
    assert player.running
    player.videos.keep(1, {})
    assert not player.running
    assert feed.seen(time.monotonic_ns()) is None


@pytest.mark.slow
def test_what_can_not_be_played_is_told_once_and_nothing_is_shown(
    player: Player, tmp_path: Path, clip: Callable[[str], str]
) -> None:
    listed = tmp_path / "list.mp4"  # a list that leads elsewhere, which FFmpeg would follow
    listed.write_text(f"ffconcat version 1.0\nfile {clip('count30.mp4')}\n")
    gone, playlist = Video(file=str(tmp_path / "gone.mp4")), Video(file=str(listed))
    feeds = [*player.put("gone", gone), *player.put("list", playlist)]
    deadline_s = time.monotonic() + 20
    while len(player.warned) < 2:
        assert time.monotonic() < deadline_s
        player.videos.once_a_second()
        time.sleep(0.02)
    assert any("gone.mp4 is not there" in each for each in player.warned)
    assert any(
        "list.mp4 is in none of the formats that are played" in each for each in player.warned
    )
    player.videos.once_a_second()
    assert len(player.warned) == 2
    assert [feed.seen(time.monotonic_ns() + 2_000_000_000) for feed in feeds] == [None, None]


@pytest.mark.slow
def test_after_a_crash_a_loop_goes_on_and_once_is_over(
    player: Player, clip: Callable[[str], str]
) -> None:
    once, loop = Video(file=clip("long.mp4"), loops=False), Video(file=clip("long.mp4"))
    (first,), (second,) = player.put("once", once), player.put("loop", loop)
    first_seen(first), first_seen(second)
    player.kill("video-1")
    assert first.seen(time.monotonic_ns()) is None
    assert list(player.running) == ["video-2"]
    player.hear(player.kill("video-2"))
    first_seen(second)


def test_so_many_are_played_on_all_canvases_and_no_more() -> None:
    videos = Videos(Processes(), secret="", grid=lambda: (0, 1, 1))
    nodes = {f"{n}": node(f"{n}", film(n)) for n in range(MOST_VIDEOS)}
    videos.check(1, nodes)
    for name in nodes:
        content = nodes[name].content
        assert isinstance(content, Video)
        videos.put((1, name), content, take=lambda feed: None, warn=lambda reason: None)
    videos.check(1, nodes)
    with pytest.raises(CommandError, match="4 videos are played at once at most"):
        videos.check(2, {"one more": node("one more", film())})
    del nodes["0"]
    videos.keep(1, nodes)
    videos.check(2, {"one more": node("one more", film())})
    videos.close()
