"""Tests of studio.room.beside.process and studio.room_client.process: a session has a room."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from websockets.sync.client import connect

from studio.ipc.file_lock import FileLock
from studio.ipc.message import Message
from studio.room.beside import ports
from tests.room.beside.session import DEADLINE_S, Peer, running_session
from tests.room.beside.test_ports import five

pytestmark = pytest.mark.slow  # an edge and a relay are started


def get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)


def show_of(found: Message) -> Any:
    return get(f"{found['server']}/api/rooms/1")["show"]


def room_server(peer: Peer, state: str = "running") -> Message:
    return peer.heard(lambda said: (said["type"], said["state"]) == ("room_server", state))


def client_boot(found: Message) -> Message:
    return {key: found[key] for key in ("server", "room", "invitation")}


def post(url: str, token: str = "", **content: object) -> Any:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    asked = urllib.request.Request(url, json.dumps(content).encode(), headers)
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return json.load(answer)


def _signal(found: Message, client: Peer, watcher: Peer) -> None:
    """A phone finds the studio, which said by itself that it is there; nobody else hears them."""
    server = str(found["server"])
    anchor = post(f"{server}/api/session", invitation=found["invitation"])["token"]
    link = post(f"{server}/api/rooms/1/invitations", anchor, kind="phone")["invitation"]
    token = post(f"{server}/api/session", invitation=link, name="Phone")["token"]
    assert client.ask({"type": "ice", "id": 10})["servers"] == []
    with connect(f"ws://127.0.0.1:{get(f'{server}/api/server')['ws_port']}/ws") as phone:
        for message in (
            {"type": "join", "room": "1", "token": token},
            {"type": "stage_ask", "id": "a", "kind": "phone"},
        ):
            phone.send(json.dumps(message))
        come = watcher.heard(lambda said: bool(_event(said, "stage").get("peers")))
        (peer,) = _event(come, "stage")["peers"]
        assert _event(come, "stage")["you"] == "studio"
        assert (peer["name"], peer["state"]) == ("Phone", "accepted")
        signal = {"type": "signal", "to": peer["id"], "data": {"type": "bye"}}
        answer = client.ask({"type": "act", "id": 11, "action": signal})["answer"]
        assert isinstance(answer, dict)
        assert answer["type"] == "accepted", answer
        heard: list[Any] = []
        while not any(each["type"] == "signal" for each in heard):
            heard += json.loads(phone.recv(timeout=10))
        assert heard[-1]["from"] == "studio"
        phone.send(json.dumps({"type": "signal", "id": "b", "to": "studio", "data": "hi"}))
        passed = client.heard(lambda said: bool(_event(said, "signal")))
        assert _event(passed, "signal")["data"] == "hi"
    lost = watcher.heard(
        lambda said: (
            [each["state"] for each in _event(said, "stage").get("peers", ())] == ["lost"]
            or bool(_event(said, "signal"))
        )
    )
    assert not _event(lost, "signal")  # it took no part


def _event(said: Message, kind: str) -> dict[str, Any]:
    event = said.get("event")
    return event if isinstance(event, dict) and event.get("type") == kind else {}


def test_a_session_goes_live_in_its_room_and_ends_it_in_order(tmp_path: Path) -> None:
    with running_session(tmp_path) as session:
        session.start("room", {"data": str(tmp_path / "data")})
        found = room_server(session.peer("room"))
        session.start("room_client", client_boot(found))
        client = session.peer("room_client")
        watcher = session.peer("room_client")
        watcher.heard(lambda said: said.get("connection") == "connected")

        untitled = client.ask({"type": "show", "id": 1, "live": True})
        assert (untitled["ok"], untitled["sentence"]) == (False, "A show has a title.")
        for number in (2, 3):  # one that is on goes on
            shown = client.ask({"type": "show", "id": number, "title": f"T{number}", "live": True})
            assert (shown["type"], shown["ok"]) == ("shown", True)
        assert show_of(found)["title"] == "T2"
        watcher.heard(lambda said: "T2" in str(said.get("event")))

        told = client.ask({"type": "gift_kinds", "id": 9})
        assert (told["type"], told["sentence"]) == ("gift_kinds", "")
        assert told["kinds"] == [
            {key: kind[key] for key in ("id", "zh", "en", "icon", "coins")}
            for kind in get(f"{found['server']}/api/gifts")
        ]

        _signal(found, client, watcher)
        place = client.ask({"type": "publish", "id": 4})
        relay = json.loads((tmp_path / "data" / "relay.json").read_text())
        assert place["address"] == f"ws://127.0.0.1:{relay['ws']}/publish/1"
        assert str(place["url"]).startswith(f"{place['address']}?token=eyJ")

        session.supervisor.stop_process("room_client")
        session.event("process_ended", "room_client")
        assert show_of(found) is None
        logs = [path.read_text() for path in session.run_dir.glob("log/*")]
        assert any(str(place["address"]) in log for log in logs)
        assert not any("eyJ" in log for log in logs)


def test_the_end_of_a_session_is_that_of_its_shows_and_processes(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running_session(tmp_path) as session:
        session.start("room", {"data": str(data)})
        found = room_server(session.peer("room"))
        session.start("room_client", client_boot(found))
        client = session.peer("room_client")
        assert client.ask({"type": "show", "id": 1, "title": "T", "live": True})["ok"]
        everybody = psutil.Process(session.listed("room").pid).children(recursive=True)
        assert len(everybody) in (3, 4)  # edge, relay, air, and the spare if it is there already
        session.supervisor.stop()
        _, alive = psutil.wait_procs(everybody, timeout=DEADLINE_S)
        assert alive == []
    assert not (data / "ports.json").exists()
    with running_session(tmp_path) as session:
        session.start("room", {"data": str(data)})
        assert show_of(room_server(session.peer("room"))) is None


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_killed_room_comes_back_where_it_was(tmp_path: Path) -> None:
    with running_session(tmp_path) as session:
        wishes: Message = {"data": str(tmp_path / "data"), "host": "0.0.0.0", "https": True}
        session.start("room", wishes)
        found = room_server(session.peer("room"))
        os.kill(session.listed("room").pid, signal.SIGKILL)
        session.event("process_ready", "room")
        again = room_server(session.peer("room"))
        for what in ("server", "rtmp", "lan", "trust", "fingerprint"):
            assert again[what] == found[what]
        # With the invitation of before, as another computer would come.
        other = {"server": found["lan"], "fingerprint": found["fingerprint"]}
        session.start("room_client", client_boot(found) | other)
        client = session.peer("room_client")
        client.heard(lambda said: said.get("connection") == "connected")
        place = client.ask({"type": "publish", "id": 1})
        assert str(place["address"]).startswith("wss://")
        assert get(str(found["trust"]).replace("/t", "/api/trust")) == {
            "https_port": int(str(found["lan"]).rpartition(":")[2]),
            "fingerprint": found["fingerprint"],
        }


def test_two_that_begin_in_the_same_moment_both_run_and_one_has_the_usual_ports(
    tmp_path: Path,
) -> None:
    are_free = ports.choose(tmp_path / "none", 0, FileLock(tmp_path / "claim")) == ports.USUAL
    with ExitStack() as stack:
        sessions = [stack.enter_context(running_session(tmp_path)) for _ in range(2)]
        for number, session in enumerate(sessions):
            boot: Message = {"data": str(tmp_path / str(number))}
            session.supervisor.start_process("room", "room", boot)
        for session in sessions:
            session.event("process_ready", "room")
        peers = [session.peer("room") for session in sessions]
        told = [peer.heard(lambda said: said["state"] != "starting") for peer in peers]
        assert [each["state"] for each in told] == ["running"] * 2, told
        found = [str(each["server"]) for each in told]
        assert found[0] != found[1]
        usual = f"http://127.0.0.1:{ports.USUAL.http}"
        assert found.count(usual) == int(are_free)


def test_a_port_that_is_taken_between_the_look_and_the_bind_costs_nothing_but_the_place(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with socket.create_server(("127.0.0.2", 0)) as taken:  # where the look does not see it
        wanted = replace(five(), http=taken.getsockname()[1])
        ports.keep(data / "ports.json", wanted)
        with running_session(tmp_path) as session:
            session.start("room", {"data": str(data), "host": "0.0.0.0"})
            told = session.peer("room").heard(lambda said: said["state"] != "starting")
            assert told["state"] == "running", told
            assert str(wanted.http) not in str(told["server"])


def test_a_folder_that_cannot_be_used_is_a_sentence_and_tried_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.write_text("a file")
    with running_session(tmp_path) as session:
        session.start("room", {"data": str(data)})
        peer = session.peer("room")
        failed = room_server(peer, "failed")
        assert f"The data folder {data} can't be written to" in str(failed["sentence"])
        data.unlink()
        room_server(peer)


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_both_outlive_a_supervisor_for_a_moment_and_no_longer(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.room.beside.session import *\n"
        "from tests.room.beside.test_process import *\n"
        "with running_session(Path(sys.argv[1])) as session:\n"
        "    session.start('room', {'data': sys.argv[1] + '/data', 'grace_s': 3})\n"
        "    found = room_server(session.peer('room'))\n"
        "    session.start('room_client', client_boot(found) | {'grace_s': 3})\n"
        "    pids = [session.listed(name).pid for name in ('room', 'room_client')]\n"
        "    print(json.dumps([found['watch'], *pids]), flush=True)\n"
        "    sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    watch, *pids = json.loads(process.stdout.readline())
    both = [psutil.Process(pid) for pid in pids]
    everybody = [*both, *both[0].children(recursive=True)]
    killed_s = time.monotonic()
    process.kill()
    process.wait()
    get(str(watch).replace("/r/1", "/api/rooms/1"))
    assert all(each.is_running() for each in everybody)
    _, alive = psutil.wait_procs(everybody, timeout=DEADLINE_S)
    assert alive == []
    assert time.monotonic() - killed_s > 2
    process.stdin.close()
    process.stdout.close()
