"""Tests of studio.room.pair.words and studio.room.pair.plan."""

from pathlib import Path

import pytest

from studio.room.pair.errors import PairError
from studio.room.pair.plan import RoomPlan
from studio.room.pair.words import room_plan

DATABASE, NATS = "postgresql://a:pw@b/c", "nats://u:pw@b"


@pytest.fixture(autouse=True)
def no_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NATS", "DATABASE", "REPLICA"):
        monkeypatch.delenv(f"ROCKET_STUDIO_{name}", raising=False)


def test_words_become_a_plan(tmp_path: Path) -> None:
    plan = room_plan(["--data", str(tmp_path), "--port", "80"])
    assert plan == RoomPlan(tmp_path, port=80, welcome_coins=1000)
    assert plan.relay_words()[-7:-1] == [
        *("--http-port", "8082"),
        *("--ws-port", "8083"),
        *("--rtmp-port", "1935"),
    ]


def test_passwords_come_from_words_files_or_the_environment_and_stay_out_of_the_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nats").write_text(f"{NATS}\n")
    monkeypatch.setenv("ROCKET_STUDIO_REPLICA", DATABASE)
    plan = room_plan(["--database", DATABASE, "--nats", f"@{tmp_path}/nats"])
    assert (plan.database, plan.nats, plan.replica) == (DATABASE, NATS, DATABASE)
    assert "pw" not in " ".join(plan.edge_words() + plan.relay_words())
    told = plan.environment()
    assert told["ROCKET_STUDIO_DATABASE"] == told["ROCKET_STUDIO_REPLICA"] == DATABASE
    assert told["ROCKET_STUDIO_NATS"] == NATS


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PairError, match=r"--database @.*none: the file can't be read"):
        room_plan(["--database", f"@{tmp_path}/none"])


def test_a_port_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        room_plan(["--port", "70000"])
    assert "70000 is no port" in capsys.readouterr().err
