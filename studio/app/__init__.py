"""The studio's window: a process that shows what the engine is and sends it commands."""

from studio.app.immortal import make_immortal

make_immortal()  # before anything of Qt is used
