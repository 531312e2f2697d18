"""Tests of links to the stage, and of what WebRTC needs: studio.room.http.routes."""

import re
from typing import Any

import httpx
import pytest

from studio.room.auth.invitations import Invitation, sign_invitation
from studio.room.protocol.values import Role
from studio.room.rules.stage_records import LinkVoid
from tests.room.http.site import Site

INVITATIONS = "/api/rooms/1/invitations"


def link(client: httpx.Client, **asked: object) -> dict[str, Any]:
    """Make a link."""
    answer = client.post(INVITATIONS, json=asked)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def refusal(answer: httpx.Response) -> str:
    """Return the code of a refusal."""
    assert answer.is_client_error, answer.text
    return str(answer.json()["code"])


@pytest.mark.parametrize(
    ("kind", "valid_s"), [("guest", 86_400), ("phone", 3_600), ("studio", 600)]
)
def test_a_link_to_the_stage_is_good_for_its_kind_and_its_time(
    site: Site, kind: str, valid_s: int
) -> None:
    with site.anchor() as anchor, site.client() as visitor:
        made = link(anchor, kind=kind)
        now_s = site.edge.services.clock.now_s()
        assert abs(made["expires_s"] - now_s - valid_s) < 60
        assert made["path"].startswith(f"/{kind}/1#invitation=")
        came = site.sign_in(visitor, invitation=made["invitation"], name="Lin")
        assert (came["kind"], came["room"], came["role"], came["name"]) == (
            kind,
            "1",
            "viewer",
            "Lin",
        )
        claims = site.edge.services.tokens.read(came["token"], now_s)
        assert (claims.kind_in("1"), claims.kind_in("2")) == (kind, "")
        # What it is given brings it back as the same, though the link is taken back meanwhile.
        anchor.post(f"{INVITATIONS}/revoke", json={"invitation": made["invitation"]})
        assert refusal(visitor.post("/api/session", json={"invitation": made["invitation"]})) == (
            "invitation_revoked"
        )
        again = site.sign_in(visitor, invitation=came["comeback"])
        assert (again["user"], again["kind"]) == (came["user"], kind)


def test_a_phone_is_somebody_of_its_own_in_the_anchors_browser(site: Site) -> None:
    with site.anchor() as anchor:
        made = link(anchor, kind="phone")
        before = dict(anchor.cookies)
        own = anchor.headers["Authorization"]
        one = site.sign_in(anchor, invitation=made["invitation"])
        two = site.sign_in(anchor, invitation=made["invitation"])
        assert one["user"] != two["user"]
        assert (one["role"], one["is_guest"]) == ("viewer", True)
        assert dict(anchor.cookies) == before
        anchor.headers["Authorization"] = own
        assert anchor.post("/api/session/renew", json={}).json()["role"] == "anchor"


def test_a_phone_that_was_removed_comes_in_by_no_link_of_before(site: Site) -> None:
    parts = site.edge.services
    with site.anchor() as anchor, site.client() as phone:
        made = link(anchor, kind="phone")
        one = site.sign_in(phone, invitation=made["invitation"])
        other = site.sign_in(phone, invitation=made["invitation"])
        claims = parts.tokens.read(one["token"], parts.clock.now_s())
        assert claims.number
        void = LinkVoid("1", claims.number, one["user"], parts.clock.now_ms())
        site.loop.run(parts.store.keep([void]))
        for invitation in (made["invitation"], one["comeback"]):
            answer = phone.post("/api/session", json={"invitation": invitation})
            assert refusal(answer) == "invitation_revoked"
        again = site.sign_in(phone, invitation=other["comeback"])
        assert again["user"] == other["user"], "another phone that came by it stays"
        assert site.sign_in(phone, invitation=link(anchor, kind="phone")["invitation"])


def test_a_guest_who_is_known_comes_as_who_they_are(site: Site) -> None:
    with site.anchor() as anchor, site.client(name="Fan") as fan:
        known = fan.post("/api/session/renew", json={}).json()
        came = site.sign_in(fan, invitation=link(anchor, kind="guest")["invitation"])
        assert (came["user"], came["kind"]) == (known["user"], "guest")


def test_only_who_may_makes_and_takes_back_links_to_the_stage(site: Site) -> None:
    with site.anchor() as anchor, site.client() as cohost, site.client(name="V") as viewer:
        site.sign_in(cohost, invitation=link(anchor, role="cohost")["invitation"], name="Co")
        assert link(cohost, kind="guest")["kind"] == "guest"
        phone = link(anchor, kind="phone")
        for client, kind in ((cohost, "phone"), (cohost, "studio"), (viewer, "guest")):
            assert refusal(client.post(INVITATIONS, json={"kind": kind})) == "forbidden"
        taken = {"invitation": phone["invitation"]}
        assert refusal(cohost.post(f"{INVITATIONS}/revoke", json=taken)) == "forbidden"
        both = anchor.post(INVITATIONS, json={"kind": "guest", "role": "moderator"})
        assert both.status_code == 422
        assert refusal(anchor.post(INVITATIONS, json={"kind": "spy"})) != ""


def test_a_link_that_is_over_or_forged_is_refused(site: Site) -> None:
    parts = site.edge.services
    over = Invitation("1", Role.VIEWER, parts.clock.now_s() - 1, "A", kind="phone")
    with site.client() as visitor:
        expired = visitor.post(
            "/api/session", json={"invitation": sign_invitation(parts.tokens, over)}
        )
        assert refusal(expired) == "invitation_expired"
        assert refusal(visitor.post("/api/session", json={"invitation": "eyJ.eyJ.x"})) == (
            "invitation_invalid"
        )


def test_relaying_is_for_those_at_the_stage(site: Site) -> None:
    path = "/api/rooms/1/ice"
    stun = {"urls": ["stun:127.0.0.1:3478"]}
    with site.anchor() as anchor, site.client(name="V") as viewer, site.client() as guest:
        assert refusal(guest.get(path)) == "token_missing"
        assert viewer.get(path).json() == [stun]
        came = site.sign_in(guest, invitation=link(anchor, kind="guest")["invitation"])
        first, relay = guest.get(path).json()
        assert first == stun
        assert relay["urls"] == ["turn:127.0.0.1:3478"]
        assert relay["expires_s"] == 3_600
        ends_s, _, user = relay["username"].partition(":")
        assert user == came["user"]
        assert abs(int(ends_s) - site.edge.services.clock.now_s() - 3_600) < 60
        assert guest.get("/api/rooms/2/ice").json() == [stun]  # invited to room 1 alone
        assert len(anchor.get(path).json()) == 2


@pytest.mark.parametrize("kind", ["guest", "phone"])
def test_a_short_address_leads_to_the_same_while_the_link_is_good(site: Site, kind: str) -> None:
    with site.anchor() as anchor, site.client() as visitor:
        made = link(anchor, kind=kind)
        assert re.fullmatch("/q/[0-9A-HJKMNP-TV-Z]{10}", made["short"])
        answer = visitor.get(made["short"], follow_redirects=False)
        assert answer.is_redirect
        assert answer.headers["location"] == made["path"]
        assert answer.headers["cache-control"] == "no-store"
        assert visitor.get("/q/0000000000").status_code == 404
        for wrong in ("/q/0", "/q/OOOOOOOOOO", "/q/%2e%2e%2f%2e%2e%2f%2e%2e%2f"):
            assert visitor.get(wrong).is_client_error


def test_other_links_have_no_short_address(site: Site) -> None:
    with site.anchor() as anchor:
        assert link(anchor, kind="studio")["short"] == ""
        assert link(anchor, role="moderator")["short"] == ""


def test_a_short_address_is_over_with_its_link(site: Site) -> None:
    async def over() -> tuple[str | None, str | None]:
        links = site.edge.services.store.short_links
        await links.keep("A" * 10, "/phone/1", 100)
        return await links.path("A" * 10, 99), await links.path("A" * 10, 100)

    assert site.loop.run(over()) == ("/phone/1", None)
