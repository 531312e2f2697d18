"""Tests of studio.room_client.staging."""

from studio.ipc.message import Message
from studio.room_client.staging import Staging

ACCEPTED: Message = {"type": "accepted", "id": "1"}
ASK: Message = {"type": "stage_ask", "kind": "studio"}


def test_the_anchors_studio_says_that_it_is_there() -> None:
    (said,) = Staging("secret").after_joining({"role": "anchor"})
    assert said == {"type": "stage_host", "key": said["key"]}
    assert Staging("secret").completed({"type": "stage_host", "key": "other-key"}) == said
    assert Staging("another").after_joining({"role": "anchor"}) != [said]
    assert "secret" not in str(said)
    assert Staging("secret").after_joining({"role": "viewer"}) == []
    assert Staging("secret").after_joining(None) == []


def test_who_came_on_another_stage_asks_again_until_they_leave() -> None:
    staging = Staging("secret")
    staging.acted(ASK, {"type": "refused", "id": "1"})
    assert staging.after_joining({"role": "viewer"}) == []
    staging.acted(ASK, ACCEPTED)
    assert staging.after_joining({"role": "viewer"}) == [ASK]
    staging.heard({"type": "stage", "you": "p-1", "reason": ""})
    staging.heard({"type": "stage", "you": None, "reason": ""})  # before it asked again
    assert staging.after_joining({"role": "viewer"}) == [ASK]
    staging.acted({"type": "stage_leave"}, ACCEPTED)
    assert staging.after_joining({"role": "viewer"}) == []
    staging.acted(ASK, ACCEPTED)
    staging.heard({"type": "stage", "you": None, "reason": "removed"})
    assert staging.after_joining({"role": "viewer"}) == []
