"""Tests of studio.app.handoff: at each step everything can be read, reached and hit."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from studio.app import theme, words
from studio.app.handoff.course import RETURNING, TAKING
from studio.app.handoff.link import NOTHING, HandoffLink
from studio.app.handoff.panel import HandoffPanel
from studio.app.studio import Studio
from studio.app.words.language import Language
from studio.ipc.message import Message
from tests.app.engine_stage import delete_now, until
from tests.app.handoff.test_devices import MISFIT, card
from tests.app.walk import faults

WIDTH_PX, HEIGHT_PX = 320, 1400
DIFFERENCES = ('There is no camera "HD Webcam" here: choose another for "Face".',)
STEPS = [
    *(("giving", step) for step in ("asked", "sending", "sent", "cutting", "done", "ended")),
    *(("taking", step) for step in (*TAKING, "starting", "unfit", "confirming", "ended")),
]


def told(side: str, step: str) -> Message:
    """Return how it stands, as the room client says it."""
    known = {**NOTHING, "side": side, "step": step, "other": "客厅的笔记本电脑"}
    return {**known, "differences": list(DIFFERENCES), "sentence": "Nobody answered."}


@pytest.mark.slow
@pytest.mark.parametrize(("language", "scale"), [("en", 1.0), ("zh", 1.0), ("en", 1.5)])
def test_every_step_can_be_read_and_used(
    qapp: QApplication, studio: Studio, language: Language, scale: float
) -> None:
    words.use(qapp, language)
    theme.apply(qapp, "dark", scale)
    try:
        link = HandoffLink.of(studio)
        panel = HandoffPanel(studio)
        panel.resize(round(WIDTH_PX * scale), round(HEIGHT_PX * scale))
        panel.show()
        wrong = [f"idle: {fault}" for fault in faults(panel)]
        panel.devices.show_devices([card("Phone", misfit=MISFIT), card("客厅的手机")])
        qapp.processEvents()
        wrong += [f"devices: {fault}" for fault in faults(panel)]
        panel.phone.show_devices([card("客厅的手机", is_on_air=True, is_phone=True)])
        qapp.processEvents()
        wrong += [f"phone on air: {fault}" for fault in faults(panel)]
        for side, step in STEPS:
            link.told = told(side, step)
            link.changed.emit()
            until(lambda: panel.course.isVisible())
            qapp.processEvents()
            wrong += [f"{side} {step}: {fault}" for fault in faults(panel)]
        for step in RETURNING:
            link.told = {**told("taking", step), "from_phone": True}
            link.changed.emit()
            delete_now()  # the rows of the steps before
            qapp.processEvents()
            assert panel.course.steps.now >= RETURNING.index(step)
            wrong += [f"back from a phone {step}: {fault}" for fault in faults(panel)]
        assert wrong == []
        panel.close()
    finally:
        words.use(qapp, "en")
        theme.apply(qapp, "dark", 1.0)


def test_what_may_be_pressed_is_what_means_something_now(studio: Studio) -> None:
    link, panel = HandoffLink.of(studio), HandoffPanel(studio)
    course = panel.course
    panel.show()
    shown = {}
    buttons = {
        "transcode": course.transcode,
        "go": course.go,
        "agree": course.agree,
        "refuse": course.refuse,
        "cancel": course.cancel,
        "back": course.back,
    }
    for side, step in STEPS:
        link.told = told(side, step)
        link.changed.emit()
        shown[side, step] = {name for name, each in buttons.items() if each.isVisible()}
    assert shown["giving", "asked"] == {"agree", "refuse"}
    assert shown["giving", "sent"] == {"cancel"}
    assert shown["giving", "done"] == {"back"}
    assert shown["taking", "unfit"] == {"transcode", "cancel"}
    assert shown["taking", "ready"] == {"go", "cancel"}
    assert shown["taking", "done"] == shown["taking", "ended"] == set()
    panel.close()


def test_a_link_is_not_read_from_a_file(studio: Studio, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.write_text("http://pc/mod/1#invitation=x")
    panel = HandoffPanel(studio)
    panel.place.setText(f"@{link}")
    panel.start.click()
    assert panel.start.isEnabled()
    assert HandoffLink.of(studio).told == NOTHING
