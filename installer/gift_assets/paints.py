"""The paints of all toys: those of the studio's mark, and some that a gift asks for."""

from installer.gift_assets.toy import Paint

WHITE = Paint("white", "#F4F6FA", rough=0.35)
SILVER = Paint("silver", "#C9D3E4", metal=0.25, rough=0.3)
NIGHT = Paint("night", "#2B3550", rough=0.4)
COAL = Paint("coal", "#1C2233", rough=0.55)
RED = Paint("red", "#FF3B4E", rough=0.3)
CRIMSON = Paint("crimson", "#C4203A", rough=0.5)
BLUE = Paint("blue", "#4B83F5", rough=0.32)
NAVY = Paint("navy", "#22408F", rough=0.35)
GOLD = Paint("gold", "#FFC238", metal=0.2, rough=0.25, shine=0.14)
CREAM = Paint("cream", "#FFEFD0", rough=0.5)
GLASS = Paint("glass", "#8FD3FF", metal=0.1, rough=0.12, shine=0.12)
PINK = Paint("pink", "#FF86B5", rough=0.4)
BLUSH = Paint("blush", "#FFC4D8", rough=0.5)
GREEN = Paint("green", "#3DAE6E", rough=0.5)
PURPLE = Paint("purple", "#8A5CF0", rough=0.35)
FLAME = Paint("flame", "#FF9A1F", rough=1.0, shine=1.0)
FLAME_CORE = Paint("flame core", "#FFF3B8", rough=1.0, shine=1.0)
LAMP = Paint("lamp", "#FFF4CF", rough=0.6, shine=1.0)
TAIL_LAMP = Paint("tail lamp", "#FF2438", rough=0.6, shine=1.0)
