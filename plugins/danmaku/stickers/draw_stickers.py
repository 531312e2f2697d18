"""Draws the stickers from emoji, with Pillow and cv2: ``python stickers/draw_stickers.py``.

Each is an emoji of Noto Color Emoji with a white edge and a soft shadow, as of paper.
"""

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONT = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"
SIZE_PX, EMOJI_PX, EDGE_PX = 160, 122, 7
STICKERS = {"加油": "💪", "鼓掌": "👏", "笑哭": "😂", "爱了": "😍", "火箭": "🚀", "庆祝": "🎉"}


def sticker(emoji: str) -> Image.Image:
    """Draw one."""
    picture = Image.new("RGBA", (136, 128))
    font = ImageFont.truetype(FONT, 109)
    ImageDraw.Draw(picture).text((0, 0), emoji, font=font, embedded_color=True)
    picture = picture.crop(picture.getbbox())
    picture.thumbnail((EMOJI_PX, EMOJI_PX), Image.Resampling.LANCZOS)
    whole = Image.new("RGBA", (SIZE_PX, SIZE_PX))
    corner = ((SIZE_PX - picture.width) // 2, (SIZE_PX - picture.height) // 2)
    whole.paste(picture, corner)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * EDGE_PX + 1, 2 * EDGE_PX + 1))
    paper = Image.fromarray(cv2.dilate(np.asarray(whole.getchannel("A")), disc))
    paper = paper.filter(ImageFilter.GaussianBlur(0.8))
    made = Image.new("RGBA", whole.size)
    made.paste((0, 0, 0, 110), (0, 4), paper)
    made = made.filter(ImageFilter.GaussianBlur(3))
    white = Image.new("RGBA", whole.size, (255, 255, 255, 255))
    white.putalpha(paper)
    made.alpha_composite(white)
    made.alpha_composite(whole)
    return made


def main() -> None:
    """Draw all of them."""
    for name, emoji in STICKERS.items():
        sticker(emoji).save(Path(__file__).parent / f"{name}.webp", quality=88, method=6)


if __name__ == "__main__":
    main()
