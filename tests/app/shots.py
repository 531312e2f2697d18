"""Takes pictures of the whole app, to be looked at: ``python -m tests.app.shots DIR [WORD…]``.

Every window and panel in three themes and two languages, at 200 % and on a small screen, with
the real engine that composes the demo, live to a real RTMP server, and a room full of people.
With words only the pictures whose name has one of them.
"""

import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from studio.app.application import Looks, make_application
from studio.app.battle.studio_panel import open_studios
from studio.app.captions.model_panel import open_models
from studio.app.captions.setup_panel import open_setup
from studio.app.gifts.beginnings import OURS
from studio.app.gifts.panel import GiftEditor, open_editor
from studio.app.panels.opening import open_filters, open_item_numbers, open_properties
from studio.app.plugins.panel import PluginsPanel
from studio.app.settings.model import Destination
from studio.app.stage.phones_panel import open_phones
from studio.app.start.page import StartPage
from studio.app.start.proposal import Proposal
from studio.app.start.where import PLATFORM
from studio.app.studio import Studio
from studio.app.window import MainWindow
from studio.model.commands import OpenCollection, SetStudioModeEnabled, StartOutput
from studio.model.edits import SetInputMute
from studio.model.plugin_commands import GrantRights, SetPluginEnabled
from tests.app.engine_stage import Stage, do, until
from tests.app.linked_devices import bring
from tests.app.lively_room import fill
from tests.app.lively_talk import talk
from tests.servers import NginxRtmp

ROOT = Path(__file__).resolve().parents[2]
THEMES = ("dark", "light", "contrast")
LANGUAGES = ("en", "zh")
LARGE, SMALL = (1440, 900), (1280, 720)


@dataclass(frozen=True, slots=True)
class Look:
    """One way the app may look."""

    theme: str
    language: str
    scale: float = 1.0
    size: tuple[int, int] = LARGE

    @property
    def name(self) -> str:
        """How the picture's file says it."""
        small = "-small" if self.size == SMALL else ""
        large = f"-{self.scale:.0%}".rstrip("%") if self.scale != 1 else ""
        return f"{self.theme}-{self.language}{large}{small}"


LOOKS = (
    *(Look(theme, language) for theme in THEMES for language in LANGUAGES),
    *(Look("dark", language, size=SMALL) for language in LANGUAGES),
    *(Look("dark", language, 2.0) for language in LANGUAGES),
    Look("light", "zh", 1.5, SMALL),
    Look("contrast", "en", 2.0, SMALL),
    Look("dark", "zh", 2.0, SMALL),
)
START_LOOKS = (
    *LOOKS[:-3],
    *(
        Look(theme, language, scale, SMALL)
        for scale in (1.5, 2.0)
        for theme in THEMES
        for language in LANGUAGES
    ),
)
"""The first start on a small screen with large text too: nobody can have tuned it yet."""


class Camera:
    """Brings the window into each state and takes its picture.

    Args:
        folder: Gets the pictures.
        words: Only pictures whose name has one of them; all if there are none.
    """

    def __init__(self, folder: Path, words: list[str]) -> None:
        self._folder = folder
        self._words = words
        self.taken = 0

    def wants(self, name: str) -> bool:
        """Say whether a picture is wanted."""
        return not self._words or any(word in name for word in self._words)

    def take(self, widget: QWidget, name: str) -> None:
        """Take one picture."""
        if self.wants(name):
            settle(0.3)
            widget.grab().save(str(self._folder / f"{name}.png"))
            self.taken += 1


def settle(seconds: float) -> None:
    """Let pictures come and motions end."""
    end_s = time.monotonic() + seconds
    until(lambda: time.monotonic() > end_s)


def panels(studio: Studio, window: MainWindow) -> dict[str, Callable[[], object]]:
    """Return what can slide over the right column, by name."""
    mixer = window.stage.docks["mixer"].content
    return {
        "properties": lambda: open_properties(studio, "Welcome"),
        "filters": lambda: open_filters(studio, "Presenter"),
        "place": lambda: open_item_numbers(studio, "Main", 1),
        "sound": getattr(mixer, "open_advanced", lambda: None),
        "layout": window.ask_layout_name,
        "about": window.show_about,
        "plugins": lambda: show_plugins(studio, window),
        "captions-model": lambda: open_models(studio),
        "captions-words": lambda: open_setup(studio),
    }


def show_plugins(studio: Studio, window: MainWindow) -> None:
    """Show the plugins, one of them at work and unfolded."""
    window.show_plugins()
    until(lambda: "lottery" in studio.plugins.plugins)
    studio.plugins.do(SetPluginEnabled(plugin="poll", enabled=True))
    studio.plugins.do(GrantRights(plugin="lottery", rights=("overlay", "room", "hotkeys")))
    studio.plugins.do(SetPluginEnabled(plugin="lottery", enabled=True))
    until(lambda: studio.plugins.plugins["lottery"].state in ("running", "failed"))
    panel = window.stage.panel.content
    assert isinstance(panel, PluginsPanel)
    panel.cards["lottery"].set_open(True)


def shoot(camera: Camera, studio: Studio, window: MainWindow, look: Look) -> None:
    """Take all pictures of one look."""
    whats = (*ALL, *(f"panel-{name}" for name in panels(studio, window)))
    if not any(camera.wants(f"{what}-{look.name}") for what in whats):
        return
    studio.settings.change(theme=look.theme, language=look.language, text_scale=look.scale)
    window.resize(*look.size)
    settle(0.5)
    window.layouts.reset()  # as somebody finds it whose text was so large from the first
    settle(0.3)
    fill(studio)
    settle(1.5)
    camera.take(window, f"live-{look.name}")
    for name in ("gifts", "stats", "captions"):
        if camera.wants(f"{name}-{look.name}"):
            if name == "captions":
                talk(studio)
            window.stage.docks[name].raise_()
            settle(0.3 if name == "gifts" else 1.5)
            camera.take(window, f"{name}-{look.name}")
    window.stage.docks["danmaku"].raise_()
    if camera.wants(f"muted-{look.name}"):
        do(studio, SetInputMute(input="Music", muted=True))
        settle(0.5)
        camera.take(window, f"muted-{look.name}")
        do(studio, SetInputMute(input="Music", muted=False))
    for name, open_it in panels(studio, window).items():
        if camera.wants(f"panel-{name}-{look.name}"):
            open_it()
            settle(0.8)
            camera.take(window, f"panel-{name}-{look.name}")
            window.stage.panel.close_panel()
            settle(0.4)
    shoot_devices(camera, studio, window, look)
    shoot_design(camera, studio, window, look)
    if camera.wants(f"settings-{look.name}"):
        window.show_settings("general")
        settle(0.3)
        camera.take(window, f"settings-{look.name}")
        window.show_settings()
    if camera.wants(f"notices-{look.name}"):
        studio.say("error", "Connection to Bilibili lost. Viewers see the slate. Reconnecting (2)…")
        studio.say("warning", "The camera “摄像头 A” gives no picture. " * 3)
        camera.take(window, f"notices-{look.name}")
        for bar in window.stage.notices.bars:
            bar.put_away()
    if camera.wants(f"studio-mode-{look.name}"):
        do(studio, SetStudioModeEnabled(enabled=True))
        settle(1.0)
        camera.take(window, f"studio-mode-{look.name}")
        do(studio, SetStudioModeEnabled(enabled=False))
    shoot_menus(camera, window, look)


def shoot_devices(camera: Camera, studio: Studio, window: MainWindow, look: Look) -> None:
    """Take the bar of cameras, and the panels of phones and of another studio."""
    names = [f"cameras-{look.name}", f"devices-phones-{look.name}", f"devices-studio-{look.name}"]
    if not any(camera.wants(name) for name in names):
        return
    bring(studio)
    settle(1.0)
    bring(studio)  # link has told meanwhile that nobody is there
    dock = window.stage.docks["cameras"]
    dock.show()
    settle(1.0)
    camera.take(window, names[0])
    dock.hide()
    for name, open_it in zip(names[1:], (open_phones, open_studios), strict=True):
        open_it(studio)
        settle(0.8)
        camera.take(window, name)
        below = window.stage.panel.scroll_bar
        if below.maximum():
            below.setValue(below.maximum())
            camera.take(window, f"{name}-end")
    window.stage.panel.close_panel()
    settle(0.4)


def shoot_design(camera: Camera, studio: Studio, window: MainWindow, look: Look) -> None:
    """Take the editor of gifts from its head to its foot, and what parts can be made of."""
    if not camera.wants(f"design-{look.name}"):
        return
    open_editor(studio, OURS / "rocket")
    settle(0.5)
    editor = window.stage.panel.content
    assert isinstance(editor, GiftEditor)
    until(lambda: editor.preview.picture.image is not None, 120.0)
    editor.draft.choose("hull")
    settle(1.0)
    camera.take(window, f"design-{look.name}")
    below = window.stage.panel.scroll_bar
    for number in range(1, -(-below.maximum() // below.pageStep()) + 1):
        below.setValue(number * below.pageStep())
        camera.take(window, f"design-{look.name}-{number}")
    editor.add_kind("model")
    settle(20.0)
    camera.take(window, f"design-{look.name}-models")
    window.stage.panel.close_panel()
    settle(0.4)


def shoot_menus(camera: Camera, window: MainWindow, look: Look) -> None:
    """Take each menu."""
    for action in window.menus.bar.actions():
        menu = action.menu()
        name = f"menu-{action.text().partition('(')[0].strip('&')}-{look.name}"
        if isinstance(menu, QWidget) and camera.wants(name):
            menu.aboutToShow.emit()  # type: ignore[attr-defined] # a QMenu
            camera.take(menu, name)


ALL = (
    "live",
    "gifts",
    "stats",
    "captions",
    "muted",
    "panel",
    "settings",
    "notices",
    "studio-mode",
    "menu",
    "cameras",
    "devices-phones",
    "devices-studio",
    "design",
)


def shoot_start(
    camera: Camera, studio: Studio, look: Look, measured: Proposal | None
) -> Proposal | None:
    """Take the first start: its choices, and with a platform; return what was measured."""
    if not camera.wants(f"start-{look.name}"):
        return measured
    studio.settings.change(
        theme=look.theme, language=look.language, text_scale=look.scale, is_set_up=False
    )
    window = MainWindow(studio)
    window.resize(*look.size)
    window.show()
    page = window.centralWidget()
    assert isinstance(page, StartPage)
    if measured is None:
        until(lambda: page.quality.proposal is not None, 90.0)
        if page.quality.proposal and not page.quality.proposal.encoder:  # this machine is busy
            page.quality.measure()
            settle(50.0)
    else:  # one measurement is enough for all pictures
        page.quality.probe.stop()
        page.quality.probe.done.emit(measured)
    settle(1.0)
    camera.take(window, f"start-{look.name}")
    page.where.choice.button(PLATFORM).click()
    camera.take(window, f"start-{look.name}-platform")
    below = page.scrolled.verticalScrollBar()
    for number in range(1, -(-below.maximum() // below.pageStep()) + 1):
        below.setValue(number * below.pageStep())
        camera.take(window, f"start-{look.name}-platform-{number}")
    measured = page.quality.proposal
    page.quality.probe.stop()
    put_away(window)
    return measured


def put_away(window: MainWindow) -> None:
    """Have a window gone at once, before the next look is put on it."""
    window.tray.close()
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def demo(folder: Path) -> Path:
    """Return the demo as a collection of this session, small enough for two cores."""
    collection = json.loads((ROOT / "scenes" / "demo.json").read_text("utf-8"))
    text = json.dumps(collection).replace("../assets/", f"{ROOT.as_posix()}/assets/")
    path = folder / "demo.json"
    path.write_text(text, "utf-8")
    return path


def main(arguments: list[str]) -> int:
    """Take the pictures."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # a time-out leaves no engine behind
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    camera = Camera(folder, arguments[1:])
    application = make_application()
    with tempfile.TemporaryDirectory() as own:
        os.environ["ROCKET_STUDIO_CONFIG_DIR"] = str(Path(own) / "config")
        stage = Stage()
        studio = stage.studio(Path(own))
        stage.start_plugins()
        studio.plugins.start()
        Looks(application, studio.settings)
        try:
            session(camera, studio, Path(own))
        finally:
            studio.close()
            stage.close()
    print(f"{camera.taken} pictures in {folder}")
    QApplication.processEvents()
    return 0


def session(camera: Camera, studio: Studio, own: Path) -> None:
    """Go through every look in one session."""
    assert do(studio, OpenCollection(path=str(demo(own)))).ok
    studio.settings.change(is_set_up=True, theme="dark", language="en", text_scale=1.0)
    window = MainWindow(studio)
    window.resize(*LARGE)
    window.show()
    settle(1.0)
    camera.take(window, "idle-dark-en")
    with NginxRtmp(own) as server:
        there = Destination(title="Bilibili", kind="custom", url=server.url())
        studio.settings.change(destinations=(there.model_dump(),))
        assert do(studio, StartOutput(url=there.url, title=there.title)).ok
        until(lambda: any(each.state == "live" for each in studio.mirror.outputs.values()))
        settle(3.0)
        for look in LOOKS:
            shoot(camera, studio, window, look)
    put_away(window)
    measured: Proposal | None = None
    for look in START_LOOKS:  # last: it begins a collection of its own
        measured = shoot_start(camera, studio, look, measured)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
