"""Nova, the studio's own character: a small cat in a space suit."""

from installer.avatar_assets.body import TAIL, body_pieces
from installer.avatar_assets.character import Ball, Bone, Chain, Character, Paint, Place
from installer.avatar_assets.face import faces_pieces
from installer.avatar_assets.head import MIDDLE, ear, head, markings

_EAR = ((0.150, 1.030, 0.0), (0.232, 1.128, -0.006), (0.288, 1.222, -0.012))
_MOUTH = ("aa", "ih", "ou", "ee", "oh")
_MOODS = ("happy", "angry", "sad", "relaxed", "surprised")
_LOOKS = ("look_up", "look_down", "look_l", "look_r")
EXPRESSIONS = (*_MOUTH, "blink_l", "blink_r", *_MOODS, *_LOOKS)


def nova() -> Character:
    """Return it."""
    outer, inner = ear()
    ears = (outer, inner, outer.mirrored(), inner.mirrored())
    middle = tuple(float(part) for part in MIDDLE)
    ball = Ball("head", (0.0, round(middle[1] - 0.60, 3), 0.0), 0.262)
    return Character(
        name="Nova",
        bones=_bones(),
        paints=_paints(),
        pieces=(head(), *ears, *faces_pieces(), *body_pieces()),
        expressions=EXPRESSIONS,
        chains=(
            *(Chain(f"ear_{s}", (f"ear1_{s}", f"ear2_{s}", f"ear3_{s}"), 1.6, 0.3) for s in "lr"),
            Chain("tail", tuple(f"tail{n}" for n in range(1, 7)), 0.9, 0.35, hit_m=0.05),
        ),
        balls=(ball, Ball("hips", (0.0, 0.04, 0.0), 0.13), Ball("chest", (0.0, 0.02, 0.0), 0.11)),
        about={
            "name": "Nova",
            "version": "1.0",
            "author": "Rocket Studio",
            "copyright": "Dedicated to the public domain",
            "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        },
    )


def _bones() -> tuple[Bone, ...]:
    bones = [
        Bone("hips", "", (0, 0.30, 0), "hips"),
        Bone("spine", "hips", (0, 0.37, 0), "spine"),
        Bone("chest", "spine", (0, 0.46, 0), "chest"),
        Bone("neck", "chest", (0, 0.56, 0), "neck"),
        Bone("head", "neck", (0, 0.60, 0), "head"),
    ]
    for side, sign in (("l", 1), ("r", -1)):
        word = "left" if side == "l" else "right"
        chains: list[tuple[str, str, Place, str]] = [
            ("shoulder", "chest", (0.045, 0.515, 0), "Shoulder"),
            ("upper_arm", "shoulder", (0.105, 0.52, 0), "UpperArm"),
            ("lower_arm", "upper_arm", (0.212, 0.52, 0), "LowerArm"),
            ("hand", "lower_arm", (0.295, 0.52, 0), "Hand"),
            ("upper_leg", "hips", (0.07, 0.27, 0), "UpperLeg"),
            ("lower_leg", "upper_leg", (0.077, 0.165, 0), "LowerLeg"),
            ("foot", "lower_leg", (0.082, 0.07, 0), "Foot"),
            *(
                (f"ear{n + 1}", f"ear{n}" if n else "head", place, "")
                for n, place in enumerate(_EAR)
            ),
        ]
        for name, parent, (x, y, z), human in chains:
            above = parent if parent in ("chest", "hips", "head") else f"{parent}_{side}"
            bones.append(Bone(f"{name}_{side}", above, (sign * x, y, z), human and word + human))
    for number, place in enumerate(TAIL):
        bones.append(Bone(f"tail{number + 1}", f"tail{number}" if number else "hips", place))
    return tuple(bones)


def _paints() -> tuple[Paint, ...]:
    line = 0.0042
    return (
        Paint("fur", "#ffffff", "#efcfd0", line, picture=markings()),
        Paint("ear", "#f79e54", "#e07c50", line),
        Paint("ear_inner", "#ffc3b5", "#f4a398"),
        Paint("cream", "#fff3e0", "#efcfd0", line),
        Paint("suit", "#fbfbff", "#c6cdee", line, outline="#4f5078"),
        Paint("metal", "#e4e9f6", "#a7b2dc", line, outline="#4f5078"),
        Paint("orange", "#ff8a3d", "#e0603a", line),
        Paint("navy", "#3a4272", "#2b2f58", 0.003, outline="#25284c"),
        Paint("teal", "#3fd0c9", "#2aa3b4"),
        Paint("star", "#ffd85c", "#f2ae3e"),
        Paint("eye", "#2c2440", is_flat=True, lies_on=1),
        Paint("iris", "#3f7fc4", is_flat=True, lies_on=2),
        Paint("iris_low", "#74d3ee", is_flat=True, lies_on=3),
        Paint("pupil", "#1d1831", is_flat=True, lies_on=4),
        Paint("shine", "#ffffff", is_flat=True, lies_on=5),
        Paint("brow", "#8a4a30", is_flat=True),
        Paint("mouth_line", "#5b3140", is_flat=True, lies_on=2),
        Paint("mouth", "#9c2f46", is_flat=True, lies_on=3),
        Paint("tongue", "#ff8f95", is_flat=True, lies_on=4),
        Paint("nose", "#e8707c", is_flat=True, lies_on=3),
    )
