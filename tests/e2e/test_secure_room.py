"""A studio elsewhere trusts a room with an authority of its own by the link alone, or says why not.

Nothing of this computer trusts that authority, as nothing of another one does.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.cli.linking import LinkingError, run
from tests.e2e.live_studio import PATIENCE_S, PROGRAM
from tests.room.beside.session import RunningSession, running_session
from tests.room_client.test_pinned import SecureServer, pin
from tests.room_client.test_pinned import server as server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

REFUSALS = {"": "Nothing on this computer vouches", "&ca=" + "0" * 64: "another fingerprint"}
"""What a link ends with that leads to this server, and what is said then."""


def link(server: SecureServer, kind: str, end: str) -> str:
    """Return a link for another of the anchor's studios, or for another anchor's."""
    token = server.ask("/api/session", {"invitation": server.anchor.partition("invitation=")[2]})
    what, wish = ("invitations", {"kind": kind}) if kind else ("handoff/link", {})
    made = server.ask(f"/api/rooms/1/{what}", wish, token["token"])
    path = made["path"].partition("&ca=")[0]
    return f"https://127.0.0.1:{server.edge['https']}{path}{end}"


@pytest.mark.parametrize("is_meant", [True, False])
def test_a_programme_is_taken_over_from_who_is_meant(server: SecureServer, is_meant: bool) -> None:
    ends = {f"&ca={pin(server)}": "Nothing is on air that could be taken over"}
    for end, sentence in (ends if is_meant else REFUSALS).items():
        with tempfile.TemporaryDirectory(prefix="rs-") as run_dir:  # pytest's are long for a socket
            done = subprocess.run(
                [PROGRAM, "takeover", link(server, "", end)],
                env=os.environ | {"ROCKET_STUDIO_RUN_DIR": run_dir},
                capture_output=True,
                stdin=subprocess.DEVNULL,
                text=True,
                timeout=PATIENCE_S,
                check=False,
            )
        assert sentence in done.stderr
        assert done.returncode not in (0, -15)


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningSession]:
    with running_session(tmp_path) as session:
        monkeypatch.setenv("ROCKET_STUDIO_RUN_DIR", str(session.run_dir))
        yield session


def test_a_studio_is_visited_that_is_meant_and_no_other(
    server: SecureServer, session: RunningSession, capsys: pytest.CaptureFixture[str]
) -> None:
    for end, sentence in REFUSALS.items():
        for _ in range(2):  # the same link once more is another try
            with pytest.raises(LinkingError, match=sentence):
                run(["visit", link(server, "studio", end)])
    assert run(["visit", link(server, "studio", f"&ca={pin(server)}")]) == 0
    assert "We ask to come on the stage of room 1." in capsys.readouterr().err


def test_a_room_that_is_away_is_tried_on(
    session: RunningSession, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["visit", "http://127.0.0.1:9/studio/1#invitation=none"]) == 0
    assert "can't be reached" in capsys.readouterr().err
