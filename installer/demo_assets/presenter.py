"""The camera's stand-in: a presenter with a headset, who talks, blinks and waves, before green."""

import math

from PIL import Image

from installer.demo_assets.drawing import Colour, Pen, Point, colour, curve, mixed
from installer.demo_assets.speech import PERIOD_S, openness, roundness

WIDTH, HEIGHT = 640, 360
GREEN = colour("#00B140")
SKIN, SKIN_SHADE, BLUSH = colour("#F6C7A6"), colour("#E3A585"), colour("#F08F7C", 95)
HAIR, HAIR_SHINE = colour("#35263A"), colour("#544060")
SHIRT, SHIRT_SHADE, SHIRT_LIGHT = colour("#4F7FE0"), colour("#3F68C2"), colour("#6E9BF2")
DARK, METAL, PAD = colour("#23242C"), colour("#E8EBF0"), colour("#5A6070")
LIP, MOUTH, TONGUE = colour("#B4564F"), colour("#6E2430"), colour("#E0767A")
WHITE, LIVE = colour("#FFFFFF"), colour("#FF4757")

BLINKS_S = (1.15, 3.05, 3.38, 5.2, 7.3)
WAVE_S = (5.35, 7.45)


def smooth(share: float) -> float:
    """Ease 0..1 in and out; values outside stay at the ends."""
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)


def swing(time_s: float, rounds: int, phase: float = 0.0) -> float:
    """Return a wave of −1..1 that goes round a whole number of times in the loop."""
    return math.sin(2 * math.pi * (rounds * time_s / PERIOD_S + phase))


def lids(time_s: float) -> float:
    """Return how far the eyes are open, 1 except in a blink of 0.2 s."""
    nearest_s = min(abs(time_s - blink_s) for blink_s in BLINKS_S)
    return smooth(nearest_s / 0.11)


def frame(time_s: float) -> Image.Image:
    """Draw the presenter at a time of the loop."""
    pen = Pen.on(WIDTH, HEIGHT, GREEN)
    breath = swing(time_s, 2)
    talk = openness(time_s)
    wave = smooth((time_s - WAVE_S[0]) / 0.5) * smooth((WAVE_S[1] - time_s) / 0.5)
    body = pen.moved(312 + 3 * swing(time_s, 1), 366 + 1.6 * breath, 0.8 * swing(time_s, 1))
    turn = 0.7 * swing(time_s, 1, 0.1) + 0.3 * swing(time_s, 3) + 0.5 * wave
    head = body.moved(
        5 * turn, -192 - 1.4 * breath - 2.2 * talk, 3.2 * swing(time_s, 2, 0.2) + 3 * wave
    )
    _back_hair(head)
    _body(body, breath)
    _head(head, turn)
    _eyes(head, turn, lids(time_s), wave)
    _mouth(head.moved(7 * turn, 44), talk, roundness(time_s), wave)
    _fringe(head, turn)
    _headset(head, turn)
    if wave > 0.01:
        _arm(body, wave, time_s)
    return pen.reduced()


def _mirrored(points: list[Point]) -> list[Point]:
    return [*points, *[(-x, y) for x, y in reversed(points) if abs(x) > 0.01]]


def _back_hair(head: Pen) -> None:
    half = [(0, -98), (52, -88), (84, -44), (90, 12), (88, 58), (68, 84), (34, 84)]
    head.blob(_mirrored([(float(x), float(y)) for x, y in half]), HAIR)


def _body(body: Pen, breath: float) -> None:
    lift = -1.5 * breath
    half: list[Point] = [(28, -112), (60, -104 + lift), (112, -84 + lift), (142, -44), (154, 30)]
    outline = curve([*half, *[(-x, y) for x, y in reversed(half)]], is_closed=False)
    body.shape(outline, SHIRT)
    for side in (-1, 1):
        sleeve: list[Point] = [(side * 104, -30), (side * 112, 0), (side * 114, 30)]
        body.stroke(curve(sleeve, is_closed=False), 4, SHIRT_SHADE)
    body.blob(_mirrored([(0, -122), (40, -118), (62, -100), (40, -72), (0, -62)]), SHIRT_SHADE)
    body.blob(_mirrored([(0, -124), (30, -120), (36, -100), (18, -84), (0, -80)]), SKIN_SHADE)
    body.blob(_mirrored([(0, -160), (27, -150), (25, -118), (14, -94), (0, -88)]), SKIN_SHADE)
    for side in (-1, 1):
        cord: list[Point] = [(side * 30, -80), (side * 33, -56), (side * 30, -28)]
        body.stroke(curve(cord, is_closed=False), 4, METAL)
    badge = body.moved(78, -38)
    badge.disc((0, 0), 13, SHIRT_LIGHT)
    badge.blob([(0, -9), (5, -2), (4, 6), (-4, 6), (-5, -2)], METAL)
    badge.shape([(-3, 7), (3, 7), (0, 12)], LIVE)


def _head(head: Pen, turn: float) -> None:
    half: list[Point] = [(0, -78), (44, -68), (66, -24), (64, 22), (46, 58), (18, 78), (0, 81)]
    head.blob(_mirrored(half), SKIN)
    for side in (-1, 1):
        head.oval((side * 40 + 6 * turn, 32), (13, 8.5), BLUSH)
    nose: list[Point] = [(-5, 0), (-2, 3), (2, 3), (5, 0)]
    head.moved(9 * turn, 21).stroke(curve(nose, is_closed=False), 3.2, SKIN_SHADE)


def _eyes(head: Pen, turn: float, lid: float, smile: float) -> None:
    for side in (-1, 1):
        eye = head.moved(side * 27 + 7 * turn, 3)
        if lid < 0.25:
            closed: list[Point] = [(-11, 2), (0, 6), (11, 2)]
            eye.stroke(curve(closed, is_closed=False), 3.6, HAIR)
        else:
            eye.oval((0, 0), (11.5, 13.5 * lid), WHITE)
            eye.oval((1.5 * turn, 0.5), (8.6, 11.2 * lid), HAIR)
            eye.disc((3 + 1.5 * turn, -4 * lid), 3.1 * lid, WHITE)
            lash: list[Point] = [(-12, -7 * lid), (-2, -13.5 * lid), (12, -8 * lid)]
            eye.stroke(curve(lash, is_closed=False), 3.4, HAIR)
        lift = -25.5 - 2 * smile
        brow: list[Point] = [(-12, lift + 3), (-5, lift), (5, lift), (12, lift + 3)]
        eye.stroke(curve(brow, is_closed=False), 4.2, HAIR)


def _mouth(pen: Pen, talk: float, round_: float, smile: float) -> None:
    half_width = 17 - 6 * round_ * talk + 3 * smile
    if talk < 0.08 and smile < 0.3:
        line: list[Point] = [(-15, -2), (0, 5), (15, -2)]
        pen.stroke(curve(line, is_closed=False), 3.8, LIP)
        return
    opening = max(15 * talk, 9 * smile)
    upper = -3 - 2 * round_ * talk
    outline: list[Point] = [
        (-half_width, upper + 1),
        (0, upper + 1.5),
        (half_width, upper + 1),
        (half_width * 0.62, upper + opening * 0.85),
        (0, upper + opening * 1.15),
        (-half_width * 0.62, upper + opening * 0.85),
    ]
    pen.blob(outline, MOUTH)
    if opening > 6:
        pen.oval((0, upper + opening * 0.92), (half_width * 0.48, opening * 0.2), TONGUE)
        pen.card(-half_width * 0.55, upper + 1.5, half_width * 1.1, 3.4, 1.6, WHITE)


def _fringe(head: Pen, turn: float) -> None:
    part = -16 + 6 * turn
    left: list[Point] = [
        (part, -96),
        (-58, -86),
        (-80, -38),
        (-78, 26),
        (-66, 34),
        (-60, -8),
        (-46, -34),
        (part + 4, -52),
    ]  # fmt: skip - outline
    right: list[Point] = [
        (part, -96),
        (44, -94),
        (76, -52),
        (80, 22),
        (68, 34),
        (62, -8),
        (50, -32),
        (26, -44),
        (part, -58),
    ]  # fmt: skip - outline
    head.blob(right, HAIR)
    head.blob(left, HAIR)
    shine: list[Point] = [(part + 22, -80), (46, -72), (61, -50)]
    head.stroke(curve(shine, is_closed=False), 5, HAIR_SHINE)


def _headset(head: Pen, turn: float) -> None:
    band = [
        (90 * math.cos(a), -6 + 96 * math.sin(a))
        for a in (math.pi * (1.02 + 0.96 * i / 40) for i in range(41))
    ]  # fmt: skip - one arc
    head.stroke(band, 10, DARK)
    head.stroke(band[4:-4], 3, mixed(DARK, METAL, 0.35))
    for side in (-1, 1):
        cup = head.moved(side * 84 + 2 * turn, 8, side * 4)
        cup.card(-15, -29, 30, 58, 14, DARK)
        cup.card(-9 + side * 5, -21, 18, 42, 9, PAD)
        cup.disc((side * 5, 0), 5, SHIRT_LIGHT)
    boom: list[Point] = [
        (-84 + 2 * turn, 30),
        (-76, 58),
        (-52 + 4 * turn, 66),
        (-32 + 6 * turn, 60),
    ]
    head.stroke(curve(boom, is_closed=False), 4, DARK)
    head.moved(-30 + 6 * turn, 59, -14).card(-10, -6, 20, 12, 6, DARK)


def _arm(body: Pen, wave: float, time_s: float) -> None:
    swinging = 13 * math.sin(2 * math.pi * 2.5 * (time_s - WAVE_S[0])) * wave
    elbow: Point = (178, 6 + 70 * (1 - wave))
    arm = body.moved(*elbow, degrees=16 + swinging * 0.6)
    drop = 150 * (1 - wave)
    body.stroke([(122, -46), elbow], 48, SHIRT)
    fold: list[Point] = [(104, -26), (122, -14), (142, -10)]
    body.stroke(curve(fold, is_closed=False), 4, SHIRT_SHADE)
    arm.stroke([(0, drop), (0, -66 + drop)], 40, SHIRT)
    arm.card(-19, -92 + drop, 38, 12, 5, SHIRT_LIGHT)
    hand = arm.moved(0, -106 + drop, swinging)
    _hand(hand, SKIN)


def _hand(hand: Pen, skin: Colour) -> None:
    hand.stroke([(0, 14), (0, 0)], 24, skin)
    hand.card(-18, -22, 36, 34, 13, skin)
    for x, tip, lean in ((-13, -44, -4), (-4.5, -50, -1), (4.5, -49, 2), (13, -42, 5)):
        hand.stroke([(x, -14), (x + lean, tip)], 9.5, skin)
    hand.stroke([(-12, 0), (-27, -14)], 10, skin)
