"""How the app looks: tokens, the style sheet made of them, icons, the focus ring.

``assets/theme/tokens.toml`` is the one place of colours, sizes and times, for the
pages too.  Widgets that paint themselves read :func:`tokens` when they paint, and
those that hold something made of a colour listen to ``changes().changed``::

    theme.apply(app, "system", scale=1.5)
    painter.fillRect(area, theme.tokens().accent)
"""

from studio.app.theme.apply import THEMES, ThemeName, apply, changes
from studio.app.theme.icons import icon, pixmap
from studio.app.theme.tokens import Tokens, tokens

__all__ = ["THEMES", "ThemeName", "Tokens", "apply", "changes", "icon", "pixmap", "tokens"]
