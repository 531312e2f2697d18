"""Tests of studio.model.session."""

import stat
from pathlib import Path

import pytest

from studio.model.session import LivePlan, Session, SessionError, StartedOutput, forget, load, save

PLAN = LivePlan(collection="/scenes/demo.json", urls=("rtmp://host/app/secret",))


def test_a_session_survives_its_engine(tmp_path: Path) -> None:
    session = Session.begin(PLAN)
    save(session, tmp_path)
    assert load(tmp_path) == session
    assert session.destinations == {"push-1": StartedOutput(url="rtmp://host/app/secret")}
    forget(tmp_path)
    assert load(tmp_path) is None


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    save(Session.begin(PLAN), tmp_path)
    assert stat.S_IMODE((tmp_path / "session.json").stat().st_mode) == 0o600


def test_a_session_of_another_boot_is_over(tmp_path: Path) -> None:
    save(Session.begin(PLAN).model_copy(update={"boot_id": "another"}), tmp_path)
    assert load(tmp_path) is None


def test_stream_keys_are_not_shown() -> None:
    assert "secret" not in repr(PLAN)
    assert "secret" not in repr(Session.begin(PLAN)).replace(repr(PLAN), "")


def test_a_damaged_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "session.json").write_text("{}")
    with pytest.raises(SessionError, match="is no session file"):
        load(tmp_path)
