"""Where an engine begins: a new session, or in the middle of one whose engine died."""

from pathlib import Path

from studio.engine.keeper import COLLECTION_NAME
from studio.ipc.child import Boot
from studio.model import session as sessions
from studio.model.collection_file import load
from studio.model.command import CommandError
from studio.model.scene import Collection
from studio.model.session import LivePlan, Session


def session_of(boot: Boot, run_dir: Path) -> Session:
    """Return the session that a boot message begins, or goes on with.

    Raises:
        StudioError: If the session that was saved can't be understood.
    """
    if boot.get("resume") and (saved := sessions.load(run_dir)) is not None:
        return saved.model_copy(update={"parts": saved.parts + 1})
    plan = LivePlan.model_validate(boot["plan"])
    return Session.begin(plan)


def collection_of(session: Session, run_dir: Path) -> Collection:
    """Return what is on air: in a later part of a session, with all edits.

    Raises:
        StudioError: If the collection can't be used, or lacks the scene that was asked for.
    """
    edited = run_dir / COLLECTION_NAME
    if session.parts > 1 and edited.exists():
        collection = load(edited)
    else:
        edited.unlink(missing_ok=True)
        collection = load(Path(session.plan.collection))
    scene = session.scene or session.plan.scene
    if scene is None:
        return collection
    if collection.scene(scene) is None:
        raise CommandError(f'{session.plan.collection} has no scene named "{scene}".')
    return collection.model_copy(update={"current_scene": scene})
