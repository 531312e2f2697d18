"""What a hostile client says to a whole edge: the rules, the ledger and the store are behind it."""

import asyncio
import itertools
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.room.protocol.actions import ACTION
from studio.room.protocol.values import Role
from tests.e2e.room_edge import RunningEdge, fill_wallets
from tests.room.relay.running import metric
from tests.room.ws.client import client

pytestmark = pytest.mark.slow

ANCHORS: dict[str, dict[str, object]] = {
    "hide": {"danmaku": 1},
    "mute": {"user": "other", "duration_s": 60},
    "ban": {"user": "other", "duration_s": 60},
    "appoint": {"user": "viewer", "role": "cohost"},
    "slow_mode": {"seconds": 3_600},
    "open_poll": {"question": "?", "choices": ["a", "b"], "duration_s": 60},
    "close_poll": {"poll": "poll-1"},
    "open_lottery": {"prize": "x", "winners": 1, "duration_s": 60},
    "cancel_lottery": {"lottery": "lottery-1"},
    "ask_battle": {"rooms": ["2"]},
    "answer_battle": {"battle": "battle-1", "is_accepted": True},
    "leave_battle": {"battle": "battle-1"},
    "start_show": {"title": "mine"},
    "end_show": {},
    "caption": {"text": "x", "start_ms": 0, "is_final": True},
    "stage_host": {"key": "studio-of-nobody"},
    "stage_accept": {"peer": "p-1"},
    "stage_refuse": {"peer": "p-1"},
    "stage_mute": {"peer": "p-1", "on": True},
    "stage_move": {"peer": "p-1", "seat": 1},
    "stage_remove": {"peer": "p-1"},
    "stage_air": {"peer": "p-1", "on": True},
    "handoff_offer": {},
    "handoff_take": {"device": "mine"},
    "handoff_confirm": {},
    "handoff_cancel": {},
    "handoff_transcode": {"device": "mine", "on": True},
    "handoff_ask": {"device": "mine", "key": "A" * 43 + "="},
    "handoff_give": {"ask": 1, "sha256": "0" * 64, "size_bytes": 1},
    "handoff_refuse": {"ask": 1},
}
"""All that a viewer may not do, as it would be right for somebody who may."""

VIEWERS = {
    *("say", "give", "like", "vote", "enter_lottery", "ping"),
    # Refused by what one was invited to, not by role.
    *("stage_ask", "stage_leave", "signal", "stand_by"),
}
NUMBERS = itertools.count()
ERRORS = "rocket_room_errors_total"

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["1", "2", "anchor", "viewer", "heart", "rose", "poll-1", "lottery-1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=5,
)


def _models() -> dict[str, Any]:
    schema = ACTION.json_schema()
    return {
        name: schema["$defs"][reference.rpartition("/")[2]]["properties"]
        for name, reference in schema["discriminator"]["mapping"].items()
    }


def _likely(key: str) -> st.SearchStrategy[Any]:
    """Return values that may fit a field of that name, and some that never do."""
    fitting: dict[str, st.SearchStrategy[Any]] = {
        "id": st.just("1"),
        "key": st.sampled_from(["key-00001", "key-00002", "short"]),
        "gift": st.sampled_from(["heart", "rose", "none"]),
        "role": st.sampled_from([*Role, "king"]),
        "choices": st.lists(st.text(max_size=5), max_size=9),
        "rooms": st.lists(st.sampled_from(["1", "2", "3"]), max_size=9),
    }
    numbers = st.integers(-1, 3) | st.sampled_from([2**31, 2**63, 2**64, 10**30, -(2**63)])
    return fitting.get(key, numbers | st.booleans() | st.text(max_size=8)) | values


def _message(name: str, properties: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    others = {key: _likely(key) for key in properties if key != "type"}
    return st.fixed_dictionaries({"type": st.just(name)}, optional=others)


messages = st.one_of(*(_message(name, keys) for name, keys in _models().items()))


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Any:
    data = tmp_path_factory.mktemp("hostile") / "data"
    fill_wallets(data, [f"fuzz{number}" for number in range(50)], 100)
    with RunningEdge(data) as running:
        yield running


def test_a_viewer_may_do_nothing_of_the_anchor_s(edge: RunningEdge) -> None:
    assert {*ANCHORS, *VIEWERS} == {*_models()}, "an action is in neither list"

    async def scenario() -> None:
        async with client(edge.url) as viewer, client(edge.url) as other:
            before = (await viewer.join(edge.token("viewer")))["state"]
            await other.join(edge.token("other"))
            for name, more in ANCHORS.items():
                await viewer.send(type=name, id=name, **more)
                answer = await viewer.reply(name)
                assert answer["type"] == "refused", name
                assert answer["code"] == "not_allowed", answer
                assert answer["sentence"].endswith("."), answer
            await other.send(type="say", id="say", text="still here")
            assert (await other.reply("say"))["type"] == "accepted"
            async with client(edge.url) as late:
                after = (await late.join(edge.token("late")))["state"]
        assert {**after, "viewers": 0} == {**before, "viewers": 0}

    asyncio.run(scenario())


def test_no_action_makes_the_room_stumble(edge: RunningEdge) -> None:
    @settings(
        max_examples=120,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    @given(st.lists(messages, max_size=8), st.sampled_from(list(Role)))
    def stumble(sent: list[dict[str, Any]], role: Role) -> None:
        asyncio.run(_send(edge, sent, role))

    stumble()
    assert metric(edge.get("/metrics").text, ERRORS) == 0
    assert edge.process.poll() is None
    assert "Traceback" not in edge.text


async def _send(edge: RunningEdge, sent: list[dict[str, Any]], role: Role) -> None:
    """Say it all as somebody new, who must be answered afterwards."""
    user = f"fuzz{next(NUMBERS)}"
    async with client(edge.url) as guest:
        assert (await guest.join(edge.token(user, role)))["type"] == "joined"
        for message in sent:
            await guest.socket.send(json.dumps(message))
        await guest.send(type="ping", id="last")
        assert (await guest.reply("last"))["type"] == "accepted"
