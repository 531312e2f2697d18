"""Tests of studio.ar.gestures and studio.ar.hands, on hands of the system's emoji font.

No photograph of a hand comes with a package, but MediaPipe takes Noto's painted hands for real
ones, if it need not be quite as sure.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from studio.ar.gestures import gesture_of, is_heart_of
from studio.ar.hands import Hands
from studio.model.tracking import Hand
from studio.weights.models import named, whole_path
from tests.ar import clips
from tests.ar.camera import Pixels

FONT = Path("/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf")
FONT_PX = 109  # the only size that it has
SKIN = "\N{EMOJI MODIFIER FITZPATRICK TYPE-3}"

pytestmark = pytest.mark.skipif(not FONT.exists(), reason="the font with hands is not installed")


@pytest.fixture
def hands() -> Iterator[Hands]:
    hands = Hands(whole_path(named("hands")), sure=0.2)
    yield hands
    hands.close()


def painted(sign: str, px: int, wall: int) -> Pixels:
    small = Image.new("RGB", (160, 160), (wall, wall, wall))
    font = ImageFont.truetype(str(FONT), FONT_PX)
    ImageDraw.Draw(small).text((12, 16), sign + SKIN, font=font, embedded_color=True)
    large = cv2.resize(np.asarray(small), (px, px), interpolation=cv2.INTER_CUBIC)
    rgb = np.full((720, 1280, 3), wall, np.uint8)
    rgb[60 : 60 + px, 400 : 400 + px] = cv2.GaussianBlur(large, (0, 0), 2.5)
    return rgb


def watch(hands: Hands, rgb: Pixels, looks: int = 3, begin_ms: int = 0) -> list[tuple[Hand, ...]]:
    picture = clips.picture_of(clips.Shot(rgb, 1, ()))
    seen = []
    for look in range(looks):
        time_ms = begin_ms + 33 * (look + 1)
        seen.append(hands.look(replace(picture, pts_ns=time_ms * 1_000_000), time_ms))
    return seen


@pytest.mark.parametrize(
    ("sign", "gesture", "px", "wall"),
    [
        ("👍", "thumbs_up", 200, 200),
        ("👎", "thumbs_down", 200, 200),
        ("✌", "victory", 200, 200),
        ("✋", "open_palm", 300, 90),
        ("✊", "fist", 300, 90),
        ("👆", "point_up", 300, 90),
        ("🫰", "heart", 300, 90),
    ],
)
def test_a_hand_says_what_it_shows(
    hands: Hands, sign: str, gesture: str, px: int, wall: int
) -> None:
    found = watch(hands, painted(sign, px, wall))[-1]
    assert [hand.gesture for hand in found] == [gesture]
    points = found[0].points
    assert 400 < points[:, 0].mean() < 400 + px
    assert 60 < points[:, 1].mean() < 60 + px


@pytest.mark.parametrize(("px", "wall"), [(300, 90), (420, 90), (200, 200)])
def test_horns_are_no_gesture(hands: Hands, px: int, wall: int) -> None:
    assert all(hand.gesture == "" for hand in watch(hands, painted("🤟", px, wall))[-1])


def test_a_gesture_counts_once_it_was_seen_twice(hands: Hands) -> None:
    seen = watch(hands, painted("✋", 300, 90), looks=2)
    assert [hand.gesture for found in seen for hand in found] == ["", "open_palm"]


def test_a_palm_with_its_thumb_on_the_viewer_s_left_is_the_left_hand(hands: Hands) -> None:
    rgb = painted("✋", 300, 90)
    mirrored = np.ascontiguousarray(rgb[:, ::-1])
    assert [hand.is_right for hand in watch(hands, rgb)[-1]] == [False]
    assert [hand.is_right for hand in watch(hands, mirrored, begin_ms=1000)[-1]] == [True]


def test_where_no_hand_is_none_is_seen(hands: Hands) -> None:
    shot = next(clips.still(1280, 720, frames=1))
    assert watch(hands, shot.rgb)[-1] == ()


def test_two_hands_make_a_heart_when_fingers_meet_above_and_thumbs_below() -> None:
    left = np.zeros((21, 3), np.float32)
    left[:, 0] = 100
    left[0, :2], left[9, :2] = (60, 300), (100, 220)  # wrist and palm
    left[8, :2], left[4, :2] = (195, 150), (190, 260)  # tips of index and thumb
    right = left.copy()
    right[:, 0] = 400 - left[:, 0]
    assert is_heart_of(left, right)
    apart = right + np.array([80, 0, 0], np.float32)
    assert not is_heart_of(left, apart)
    upside_down = [each * np.array([1, -1, 1], np.float32) for each in (left, right)]
    assert not is_heart_of(*upside_down)


def test_points_that_are_none_are_no_gesture() -> None:
    assert gesture_of(np.zeros((21, 3), np.float32)) == ""
