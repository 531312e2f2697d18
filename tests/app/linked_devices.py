"""Phones and another studio at the stage, told to the app as room and link tell of them.

bring(studio)       # two phones, one of them an input; a studio that offers two cameras
"""

from studio.app.stage.linked import Linked
from studio.app.stage.linked_peer import linked_of
from studio.app.studio import Studio
from studio.model.edits import CreateInput, EditTogether
from studio.model.scene import Input
from tests.app.engine_stage import do, until

STAGE = (
    {"id": "p-1", "kind": "phone", "name": "小北的手机", "state": "accepted"},
    {"id": "p-2", "kind": "phone", "name": "Maya's phone", "state": "accepted"},
    {"id": "u-3", "kind": "studio", "name": "薇薇直播间", "state": "on_stage", "seat": 1},
)
LINKED = (
    {
        "id": "p-1",
        "kind": "phone",
        "connected": True,
        "width": 1280,
        "height": 720,
        "fps": 30,
        "received_kbps": 2410,
        "battery": 0.55,
        "rtt_ms": 24,
        "torch": True,
        "sync": "measured",
        "audio_offset_ms": 83.5,
    },
    {"id": "p-2", "kind": "phone", "connected": True},
    {
        "id": "u-3",
        "kind": "studio",
        "name": "薇薇直播间",
        "seat": 1,
        "connected": True,
        "inputs": ["侧面机位", "Top camera over the table"],
    },
)


def bring(studio: Studio) -> None:
    """Have them come; the link process has nobody in truth, and says so once."""
    links = (("小北的手机", {"peer": "p-1"}), ("薇薇直播间", {"peer": "seat:1"}))
    collection = studio.mirror.collection
    assert collection is not None
    missing = [
        CreateInput(input=Input(name=name, kind="link", settings=dict(settings)))
        for name, settings in links
        if collection.input(name) is None
    ]
    if missing:
        assert do(studio, EditTogether.of(missing)).ok
    linked = Linked.of(studio)
    until(lambda: linked.is_there)
    studio.room.happened.emit({"type": "stage", "peers": list(STAGE)})
    linked.peers = linked_of(list(LINKED))
    linked.changed.emit()
