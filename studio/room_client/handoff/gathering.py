"""What this studio has that another needs to go on: of its engine and its files.  Blocking."""

import hashlib
from pathlib import Path

from pydantic import ValidationError

from studio.ipc.message import Message
from studio.model import session as sessions
from studio.model.collection_file import resolve
from studio.model.handoff import MAX_FILES_BYTES, Asset, Destination, Outgoing, gather
from studio.model.scene import Collection
from studio.room_client.handoff.around import GPU_COMPOSITOR, Here
from studio.room_client.handoff.errors import HandoverError

_RELAY_SCHEMES = ("ws://", "wss://")


def gathered(device: str, state: Message, here: Here) -> Outgoing:
    """Return what goes to the other studio.

    Args:
        device: What this studio is called.
        state: The engine's snapshot.
        here: This studio.

    Raises:
        StudioError: If the engine's state or session can't be understood.
    """
    session = sessions.load(here.run_dir)
    if session is None:
        raise HandoverError("This studio has no session that could be handed over.")
    try:
        collection = Collection.model_validate(state["collection"])
    except (KeyError, ValidationError):
        raise HandoverError("The engine's scene collection can't be understood.") from None
    at = Path(str(state.get("collection_path") or here.run_dir / "scenes.json"))
    plan = session.plan.model_copy(update={"scene": str(state.get("program_scene") or "") or None})

    def file_of(name: str) -> tuple[Asset, Path] | None:
        return _asset(resolve(at, name))

    return gather(
        device,
        collection,
        plan,
        file_of,
        has_gpu=session.compositor == GPU_COMPOSITOR,
        destinations=destinations(here),
        plugins=here.plugins,
    )


def destinations(here: Here) -> list[Destination]:
    """Return where this studio sends to beside the room, which goes on by itself."""
    session = sessions.load(here.run_dir)
    return [
        Destination(url=each.url, title=each.title)
        for each in (session.destinations.values() if session is not None else ())
        if not each.url.startswith(_RELAY_SCHEMES)
    ]


def _asset(path: Path) -> tuple[Asset, Path] | None:
    try:
        size_bytes = path.stat().st_size
        if not path.is_file() or size_bytes == 0:
            return None
        if size_bytes > MAX_FILES_BYTES:
            return Asset(sha256="0" * 64, size_bytes=MAX_FILES_BYTES, name=path.name[:255]), path
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
    return Asset(sha256=sha256, size_bytes=size_bytes, name=path.name[:255]), path
