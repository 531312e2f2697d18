"""A bunny's nose, its two teeth, and the whiskers between them."""

from installer.effect_assets.brush import Art, mirrored


def bunny_nose() -> Art:
    """Return the nose with the line below it and whiskers."""
    art = Art(320, 160)
    for side in (-1, 1):
        for y, bend in ((-0.16, -0.22), (0.1, 0.02), (0.36, 0.26)):
            hair = art.line(
                [
                    (side * 0.52, 0.12 + y * 0.4),
                    (side * 1.1, y + bend * 0.4),
                    (side * 1.84, y + bend),
                ],
                0.05,
                0.008,
            )
            art.paint(hair, "#ffffff")
    nose = art.shape(
        mirrored([(0.0, -0.62), (0.3, -0.64), (0.42, -0.46), (0.24, -0.22), (0.0, -0.12)])
    )
    art.paint(nose, "#ffa3bd", "#f0688f")
    art.round_off(nose, deep=0.22, dark=0.32, bright=0.5)
    art.glow(art.blur(art.disc(-0.14, -0.5, 0.1, 0.06), 0.05), "#ffffff", 0.85)
    art.shadow(0.05, 0.1, 0.4)
    return art


def bunny_teeth() -> Art:
    """Return two teeth."""
    art = Art(144, 160)
    for side in (-1, 1):
        tooth = art.shape(
            [(side * 0.03, -0.8), (side * 0.6, -0.82), (side * 0.72, -0.6), (side * 0.68, 0.5),
             (side * 0.5, 0.78), (side * 0.2, 0.8), (side * 0.04, 0.6), (side * 0.03, -0.8)]
        )  # fmt: skip
        art.paint(tooth, "#ffffff", "#efe7ea")
        art.round_off(tooth, deep=0.16, dark=0.22, bright=0.2)
    art.shade(art.smooth((-0.5 - art.y) * 3), "#8d3a52", 0.5)
    art.shadow(0.06, 0.12, 0.4)
    return art
