"""A PC dies while its phone stands by: that is on air, until a studio takes the programme back.

The platform notices nothing else of all that.
"""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.air_stage import AirStage, numbers
from tests.e2e.handoff_seen import FRAME_MS, SOUND_MS
from tests.e2e.link_phone import browser_with_camera, new_page
from tests.link.encoded_clip import encode_clip
from tests.room.relay.media import steps, strict_errors

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

SHOWN_S = 3
CLIP_PICTURES = 60


def test_the_phone_is_on_air_when_the_pc_was_killed_until_a_studio_takes_back(
    tmp_path: Path,
) -> None:
    clip = encode_clip(320, 180, kbps=400, pictures=CLIP_PICTURES)
    with AirStage(tmp_path) as stage, stage.pc() as pc:
        assert stage.subscriber.first_video.wait(60)
        with stage.phone(clip) as phone:
            phone.stands_by()
            assert phone.seen[-2:] == ["calling", "warm"]
            name = phone.peer["name"]
            stage.wait_for(lambda state: len(state["publishers"]) == 2)
            pc.kill()
            stage.wait_for(lambda state: _on_air(state) == name)
            assert phone.sender is not None
            sender = phone.sender
            shown = sender.pictures.sent + SHOWN_S * clip.fps
            stage.loop.wait_for(lambda: sender.pictures.sent > shown)
            stage.loop.wait_for(lambda: {"type": "tally", "on_air": True} in sender.heard)
            slate_ms = stage.state["slate_ms"]
            with stage.takes_back("laptop", "--confirm-after", "0") as laptop:
                laptop.wait_for(f"On air, taken over from {name}")
                state = stage.state
                roles = {each["device"]: each["role"] for each in state["publishers"]}
                assert roles == {"laptop": "active", name: "standby"}
                seam = state["seam"]
                assert (seam["before"], seam["after"], seam["slate_ms"]) == (name, "laptop", 0)
                assert seam["step_ms"] <= FRAME_MS
                assert 0 < seam["sound_step_ms"] <= 2 * SOUND_MS
                assert state["slate_ms"] == slate_ms
                stage.loop.wait_for(lambda: sender.heard[-1].get("on_air") is False)
                assert phone.peer["standby"] == "warm"  # and is ready for the next time
                begun = len(stage.pictures)
                stage.wait_for(lambda state: len(stage.pictures) > begun + 2 * 30)
                assert phone.act("phone", "stand_by", on=False)["type"] == "accepted"
                state = stage.wait_for(lambda state: len(state["publishers"]) == 1)
                assert state["onward"][0]["reconnects"] == 0
        logs = stage.logs
    assert "eyJ" not in logs
    assert "Traceback" not in logs
    assert len(stage.parts) == 1, "the platform's viewer had to begin anew"
    programme = stage.received()
    assert strict_errors(programme) == ""
    seen = [number for number in numbers(programme) if number is not None]
    assert len(seen) > SHOWN_S * clip.fps * 0.8
    in_order = sum((b - a) % CLIP_PICTURES == 1 or b == 0 for a, b in pairwise(seen))
    assert in_order > 0.95 * (len(seen) - 1), "pictures are missing or doubled"
    for track in ("v", "a"):
        assert min(steps(programme, track).steps_ms) >= 0
    assert sorted(steps(programme, "a").steps_ms)[-1] <= 43, "a hole in the sound"


def test_the_phones_own_page_goes_on_air_and_may_keep_the_programme(tmp_path: Path) -> None:
    """The page in a real Chromium, whose H.264 is on air; the studio is a line of words."""
    with (
        AirStage(tmp_path) as stage,
        stage.pc() as pc,
        stage.anchor_of_page() as anchor,
        browser_with_camera() as browser,
    ):
        page = new_page(browser)
        page.goto(f"{stage.server}{anchor.link}")
        page.click("#start")
        stage.loop.wait_for(lambda: bool(anchor.peers))
        page.click("#standby")
        anchor.lets_air()
        stage.wait_for(lambda state: any(each["phone"] for each in state["publishers"]))
        stage.wait_for(lambda state: all(each["has_media"] for each in state["publishers"]))
        pc.kill()
        expect(page.locator("#standby-state")).to_have_text("This phone is on air now, by itself")
        key = "A" * 43 + "="
        assert anchor.act("handoff_ask", device="书房的电脑", key=key)["type"] == "accepted"
        taken = page.locator("#taken")
        expect(taken).to_contain_text("“书房的电脑” is about to take the show back")
        page.click("#stay")
        expect(taken).to_be_hidden()
        assert anchor.act("handoff_cancel")["code"] == "not_open"  # the phone did


@pytest.mark.soak
def test_neither_a_killed_edge_nor_a_killed_way_on_air_ends_the_show(tmp_path: Path) -> None:
    clip = encode_clip(320, 180, kbps=400, pictures=CLIP_PICTURES)
    with AirStage(tmp_path) as stage, stage.pc() as pc:
        assert stage.subscriber.first_video.wait(60)
        with stage.phone(clip) as phone:
            phone.stands_by()
            name = phone.peer["name"]
            stage.wait_for(lambda state: len(state["publishers"]) == 2)
            pc.kill()
            state = stage.wait_for(lambda state: _on_air(state) == name)
            number = state["publishers"][0]["number"]
            stage.kill("edge")
            stage.loop.wait_for(lambda: phone.joins > 1)
            time.sleep(20)  # longer than a peer that is lost may stay
            state = stage.state
            assert (state["publishers"][0]["number"], _on_air(state)) == (number, name)
            stage.kill("air")
            stage.wait_for(
                lambda state: _on_air(state) == name and state["publishers"][0]["number"] > number
            )
            assert stage.state["onward"][0]["reconnects"] == 0
    assert len(stage.parts) == 1
    assert strict_errors(stage.received()) == ""


def _on_air(state: dict[str, object]) -> object:
    publishers = state.get("publishers")
    assert isinstance(publishers, list)
    return next((each["device"] for each in publishers if each["role"] == "active"), None)
