"""One studio of the anchor's goes on with what another has on air, with all that belongs to it.

Real studios in a real room, whose relay pushes to nginx-rtmp; one programme lasts through all
tests, and the last of them looks at what the platform's viewer got of it.  The laptop's clock is
three seconds ahead throughout.
"""

import os
import signal
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from statistics import median

import pytest

from tests.e2e.extended_encoder import ExtendedEncoder
from tests.e2e.flash_and_beep import HEIGHT_PX, WIDTH_PX, offsets_ms
from tests.e2e.handoff_seen import FRAME_MS, SOUND_MS
from tests.e2e.handoff_stage import ROOM, on_air
from tests.e2e.takeover_stage import (
    NO_CAMERA,
    NO_FONT,
    TakeoverStage,
    TypedStudio,
    torn_frames,
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

MAX_OFFSET_MS = 20
UNCHANGED = "What was on air still is"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TakeoverStage]:
    with TakeoverStage(tmp_path_factory.mktemp("takeover")) as running:
        yield running


@pytest.fixture(scope="module")
def pc(stage: TakeoverStage) -> TypedStudio:
    studio = stage.live("pc", "--hand-over", "yes")
    stage.wait_on_air("pc")
    return studio


@pytest.fixture(scope="module")
def laptop(stage: TakeoverStage, pc: TypedStudio) -> TypedStudio:
    """A second one, which took over at once, and from which the pc took back."""
    studio = stage.take_over("laptop", "--confirm-after", "0", "--hand-over", "yes", is_ahead=True)
    studio.wait_for("On air, taken over from pc")
    assert on_air(stage.state) == "laptop"
    pc.wait_for("laptop is on air. This studio stays ready")
    pc.command("takeover", stage.page, "--link", stage.link(), "--confirm-after", "0")
    studio.wait_for("pc is on air")
    return studio


def refused(studio: TypedStudio) -> str:
    """Wait until a studio has given up; return what it showed."""
    assert studio.wait() != 0
    return studio.text


def test_everything_goes_along_and_what_is_lacking_is_told(
    stage: TakeoverStage, pc: TypedStudio, laptop: TypedStudio
) -> None:
    assert f'There is no camera "{NO_CAMERA}" here: choose another for "Face".' in laptop.text
    assert f'The font {NO_FONT} of "Title" is missing: another one is shown.' in laptop.text
    own = Path(laptop.environment["ROCKET_STUDIO_CONFIG_DIR"]) / "handoff"
    (came,) = own.glob("*/*.mkv")
    assert sha256(came.read_bytes()).hexdigest() == came.stem
    assert "晚间直播" in (came.parent / "scenes.json").read_text("utf-8")
    for studio in (pc, laptop):
        assert "measured on the relay's output" in studio.text
    state = stage.state
    assert on_air(state) == "pc"
    assert [each["device"] for each in state["publishers"]] == ["pc"]  # the laptop has stopped
    assert (state["splices"], state["slate_ms"]) == (2, 0)


@pytest.mark.usefixtures("laptop")
def test_a_link_that_is_none_or_too_old_lets_nobody_in(stage: TakeoverStage) -> None:
    old, wrong = stage.link(expires_in_s=-5), stage.link()[:-9] + "AAAAAAAAA"
    studios = [stage.take_over("tablet", link=link) for link in (old, wrong)]
    texts = [refused(studio) for studio in studios]
    assert "The link is over. Ask for a new one." in texts[0]
    assert "The link is not one of this server" in texts[1]
    assert on_air(stage.state) == "pc"


def test_others_that_want_to_take_over_meanwhile_are_refused_and_a_server_that_falls_is_waited_for(
    stage: TakeoverStage, pc: TypedStudio, laptop: TypedStudio
) -> None:
    splices = stage.state["splices"]
    before = laptop.type("back")
    laptop.wait_for("Type go to take over", before)
    tablet = stage.take_over("tablet", "--confirm-after", "0")
    text = refused(tablet)
    assert "laptop is just taking over: wait for it, or call it off first." in text
    assert UNCHANGED in text
    stage.edge.kill()
    stage.edge.start()
    assert (on_air(stage.state), stage.state["splices"]) == ("pc", splices)
    before = laptop.type("go")
    laptop.wait_for("On air, taken over from pc", before)
    assert (on_air(stage.state), stage.state["splices"]) == ("laptop", splices + 1)
    pc.wait_for("laptop is on air.(.|\n)*laptop is on air")


def test_either_side_calls_it_off_before_the_cut(
    stage: TakeoverStage, pc: TypedStudio, laptop: TypedStudio
) -> None:
    splices, holder = stage.state["splices"], on_air(stage.state)
    giver, taker = (pc, laptop) if holder == "pc" else (laptop, pc)
    for who, name in ((giver, holder), (taker, "laptop" if holder == "pc" else "pc")):
        before, given = taker.type("back"), len(giver.text)
        taker.wait_for("Type go to take over", before)
        who.type("cancel")
        taker.wait_for(f"called off on {name}. {UNCHANGED}", before)
        giver.wait_for(f"called off on {name}. {UNCHANGED}", given)
        stage.wait_for(lambda state: len(state["publishers"]) == 1)
    assert (on_air(stage.state), stage.state["splices"]) == (holder, splices)


@pytest.mark.usefixtures("laptop")
def test_another_rate_is_refused_with_what_to_change(stage: TakeoverStage) -> None:
    holder = on_air(stage.state)
    text = refused(stage.take_over("tablet", "--fps", "15", "--confirm-after", "0"))
    assert "tablet sends 15 pictures a second where 30 are on air: set its frame rate to 30" in text
    assert UNCHANGED in text
    assert on_air(stage.state) == holder


@pytest.mark.usefixtures("laptop")
def test_another_codec_is_refused_with_what_to_change(stage: TakeoverStage) -> None:
    with ExtendedEncoder(stage.relay.rtmp(ROOM), size=(WIDTH_PX, HEIGHT_PX)):
        state = stage.wait_for(
            lambda state: any(each["form"]["video"] == "HEVC" for each in state["publishers"])
        )
    (other,) = [each for each in state["publishers"] if each["form"]["video"] == "HEVC"]
    assert "set its video codec to H.264 and try again" in other["misfit"]


def test_viewers_of_the_platform_saw_each_frame_once(
    stage: TakeoverStage, pc: TypedStudio, laptop: TypedStudio
) -> None:
    begun = len(stage.pictures)
    stage.wait_for(lambda state: len(stage.pictures) > begun + 4 * 30)
    seen = stage.stop()
    assert len(seen.parts) == 1
    assert seen.state["onward"][0]["reconnects"] == 0
    assert seen.decode_errors == ""
    assert max(seen.picture_steps_ms) <= FRAME_MS
    assert max(seen.sound_steps_ms) <= 2 * SOUND_MS
    assert torn_frames(seen) == []
    assert abs(median(offsets_ms(seen.programme)[-3:])) < MAX_OFFSET_MS


@pytest.mark.soak
def test_a_studio_that_dies_before_the_cut_is_followed_by_the_one_that_is_ready(
    tmp_path: Path,
) -> None:
    with TakeoverStage(tmp_path) as stage:
        pc = stage.live("pc", "--hand-over", "yes")
        stage.wait_on_air("pc")
        laptop = stage.take_over("laptop", is_ahead=True)
        laptop.wait_for("Type go to take over")
        for each in pc.processes:
            os.kill(each.pid, signal.SIGKILL)
        pc.process.kill()
        laptop.wait_for("On air, taken over from pc")
        assert on_air(stage.state) == "laptop"
        assert stage.state["onward"][0]["reconnects"] == 0
