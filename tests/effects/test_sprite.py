"""Tests of studio.effects.sprite."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.effects.errors import EffectError
from studio.effects.sprite import all_sizes, detail_px, load_sprite, premultiplied


def test_a_picture_is_premultiplied_and_no_larger_than_needed(tmp_path: Path) -> None:
    path = tmp_path / "leaf.png"
    Image.new("RGBA", (1024, 300), (200, 100, 0, 128)).save(path)
    rgba = load_sprite(path)
    assert rgba.shape == (150, 512, 4)
    assert rgba[70, 200].tolist() == [100, 50, 0, 128]


def test_its_smaller_sizes_go_down_to_one_pixel() -> None:
    sizes = all_sizes(np.full((5, 16, 4), 90, np.uint8))
    assert [each.shape[:2] for each in sizes] == [(5, 16), (2, 8), (1, 4), (1, 2), (1, 1)]
    assert (sizes[-1] == 90).all()


def test_premultiplied_colours_never_exceed_their_alpha() -> None:
    straight = np.random.default_rng(1).integers(0, 256, (30, 30, 4), np.uint8)
    rgba = premultiplied(straight)
    assert (rgba[..., :3] <= rgba[..., 3:]).all()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "leaf.png is not there"),
        (b"no picture", "is no picture"),
        (b"\x89PNG\r\n\x1a\n", "leaf.png is"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(
    tmp_path: Path, content: bytes | None, reason: str
) -> None:
    path = tmp_path / "leaf.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EffectError, match=reason):
        load_sprite(path)


def test_smoke_is_held_by_a_small_picture_and_an_edge_is_not() -> None:
    y, x = np.mgrid[-1:1:128j, -1:1:128j]
    soft = np.clip(1 - np.hypot(x, y), 0, 1) ** 2 * 255
    smoke = np.repeat(soft.astype(np.uint8)[..., None], 4, 2)
    assert detail_px(all_sizes(smoke)) <= 32
    disc = np.where(smoke > 20, 255, 0).astype(np.uint8)
    assert detail_px(all_sizes(disc)) == 128
