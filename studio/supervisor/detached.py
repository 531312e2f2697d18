"""A supervisor by itself: takes over a session, or ends one, for who asks.

The engine starts ``rocket-studio supervise`` when it is live and its supervisor
was killed; ``rocket-studio end`` comes here too::

    supervise(run_dir)      # returns when the session has ended
    end_session(run_dir)    # False: there was none
"""

import logging
import signal
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from studio.ipc.channel import Channel
from studio.ipc.errors import ChannelError
from studio.ipc.message import Message
from studio.supervisor.errors import SupervisorError
from studio.supervisor.session_file import Session, find_session
from studio.supervisor.supervisor import KINDS, Supervisor

logger = logging.getLogger(__name__)

_END_TIMEOUT_S = 30.0
_REACH_TIMEOUT_S = 5.0
_RETRY_S = 0.1
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def supervise(run_dir: Path, *, kinds: Mapping[str, str] = KINDS) -> None:
    """Take over the session in this folder, and return when it has ended.

    A client's ``stop``, SIGTERM and SIGINT end it in order.  For the main thread.

    Raises:
        SupervisorError: If there is no session, or it has a supervisor.
    """
    supervisor = Supervisor(run_dir, on_event=_log, kinds=kinds)

    def on_signal(_number: int, _frame: object) -> None:
        supervisor.request_stop()

    before = {number: signal.signal(number, on_signal) for number in _SIGNALS}
    try:
        count = supervisor.adopt()
        logger.info("Took over a session with %d processes.", count)
        supervisor.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def end_session(run_dir: Path, *, timeout_s: float = _END_TIMEOUT_S) -> bool:
    """End the session that runs in this folder, and return when it has ended.

    Returns:
        False if none runs.

    Raises:
        SupervisorError: If it does not end in time, with what to do.
    """
    give_up_s = time.monotonic() + _REACH_TIMEOUT_S
    did_run = False
    while (session := find_session(run_dir)) is not None:
        did_run = True
        try:
            if session.is_supervised:
                _ask_to_end(session, timeout_s)
            else:
                _end_orphans(run_dir)
            break
        except (ChannelError, SupervisorError) as error:
            # A new supervisor may just be taking it over.
            if time.monotonic() >= give_up_s:
                raise SupervisorError(_unwilling(session)) from error
            time.sleep(_RETRY_S)
    return did_run


def _end_orphans(run_dir: Path) -> None:
    supervisor = Supervisor(run_dir, on_event=_log)
    supervisor.adopt()
    supervisor.stop()


def _ask_to_end(session: Session, timeout_s: float) -> None:
    has_ended = threading.Event()
    channel = Channel.connect(
        session.supervisor_address,
        role="client",
        secret=session.secret,
        on_message=lambda channel, message: None,
        on_close=lambda channel, reason: has_ended.set(),
    )
    try:
        channel.send({"type": "stop"})
        if not has_ended.wait(timeout_s):
            raise SupervisorError(_unwilling(session))
    finally:
        channel.close()


def _unwilling(session: Session) -> str:
    return (
        f"The session's supervisor (process {session.supervisor_pid}) does not end it. "
        f"Kill it (kill -9 {session.supervisor_pid}) and end the session again."
    )


def _log(event: Message) -> None:
    logger.info("%s: %s", event["type"], event.get("reason", event.get("name")))
