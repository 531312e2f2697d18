"""Tests of the HTTP API as a whole, on a running edge."""

import json
import sqlite3
from contextlib import closing

import pytest

from studio.room.auth.refresh import COOKIE
from tests.room.http.site import Site

pytestmark = pytest.mark.slow  # the edge that they share takes two seconds of CPU to start


def test_a_name_comes_with_a_wallet_and_no_name_without(site: Site) -> None:
    with site.client(name="小林") as lin, site.client() as guest:
        assert lin.get("/api/wallet").json() == {"balance": 0}
        session = site.sign_in(guest)
        assert session["is_guest"]
        assert guest.get("/api/wallet").status_code == 403


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(site: Site) -> None:
    with site.client() as client:
        cookie = client.post("/api/session", json={"name": "Lin"}).headers["set-cookie"]
        assert cookie.startswith(f"{COOKIE}=")
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert "Path=/api/session" in cookie


def test_a_browser_stays_who_it_was(site: Site) -> None:
    with site.client() as client:
        first = site.sign_in(client, name="Lin")
        renewed = client.post("/api/session/renew", json={}).json()
        assert renewed["user"] == first["user"]
        assert site.sign_in(client, name="Lin 2")["user"] == first["user"]
        assert client.post("/api/session/renew", json={}).json()["name"] == "Lin 2"
        assert client.delete("/api/session").status_code == 204
        assert client.post("/api/session/renew", json={}).json()["code"] == "no_session"


@pytest.mark.parametrize("path", ["/api/session", "/api/session/renew", "/api/session/operator"])
def test_a_page_of_another_site_can_not_use_the_cookie(site: Site, path: str) -> None:
    with site.client(name="Lin") as client:
        for origin in ("http://evil.example", "null", site.url.replace("http:", "https:")):
            answer = client.post(path, json={}, headers={"Origin": origin})
            assert (answer.status_code, answer.json()["code"]) == (403, "foreign_page")
        assert client.post("/api/session", json={}, headers={"Origin": site.url}).is_success


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/wallet"),
        ("POST", "/api/rooms/1/publish"),
        ("POST", "/api/rooms/1/invitations"),
        ("GET", "/api/rooms/1/held"),
        ("GET", "/api/rooms/1/masked-words"),
        ("GET", "/api/rooms/1/audit"),
        ("GET", "/api/rooms/1/danmaku"),
        ("POST", "/api/rooms/1/danmaku/1/decision"),
        ("POST", "/api/rooms"),
        ("GET", "/api/operator/overview"),
        ("GET", "/api/operator/books"),
        ("GET", "/api/operator/audit"),
        ("POST", "/api/operator/secret/rotate"),
    ],
)
def test_who_may_what(site: Site, method: str, path: str) -> None:
    body = {
        "/api/rooms/1/danmaku/1/decision": {"what": "hide"},
        "/api/rooms": {"room": "x", "title": "x", "anchor_name": "x"},
    }.get(path, {} if method == "POST" else None)
    with site.client() as stranger, site.client(name="Wei") as viewer:
        for token in ({}, {"Authorization": "Bearer eyJhbGciOiJub25lIn0.e30."}):
            assert stranger.request(method, path, json=body, headers=token).status_code == 401
        if path != "/api/wallet":
            assert viewer.request(method, path, json=body).status_code == 403


def test_a_link_makes_a_moderator_who_is_below_who_invited(site: Site) -> None:
    with site.anchor() as anchor, site.client() as invited:
        made = anchor.post("/api/rooms/1/invitations", json={"role": "moderator"}).json()
        assert made["path"].startswith("/mod/1#invitation=")
        session = site.sign_in(invited, invitation=made["invitation"], name="Mo")
        assert (session["role"], session["room"]) == ("moderator", "1")
        assert invited.post("/api/session/renew", json={}).json()["role"] == "moderator"
        assert invited.get("/api/rooms/1/held").json() == []
        assert {"傻逼", "bitch"} < set(invited.get("/api/rooms/1/masked-words").json()["words"])
        for role in ("moderator", "cohost", "anchor"):
            answer = invited.post("/api/rooms/1/invitations", json={"role": role})
            assert answer.status_code == 403
        assert invited.post("/api/rooms/1/invitations", json={"role": "viewer"}).status_code == 201
        assert invited.post("/api/rooms/1/publish").status_code == 403
        forged = made["invitation"][:-8] + "AAAAAAAA"
        assert invited.post("/api/session", json={"invitation": forged}).status_code == 401


def test_a_moderator_decides_without_being_in_the_room(site: Site) -> None:
    with site.anchor() as anchor, site.client(name="Wei") as viewer:
        user = site.sign_in(viewer, name="Wei")["user"]
        path = "/api/rooms/1/danmaku/999999/decision"
        mute = {"what": "mute", "user": user, "duration_s": 60, "reason": "spam"}
        assert anchor.post(path, json=mute).status_code == 200
        assert anchor.post(path, json={**mute, "undo": True}).status_code == 200
        assert anchor.post(path, json={"what": "ban"}).status_code == 422
        assert anchor.post(path, json={"what": "hide"}).status_code == 404
        assert anchor.get("/api/rooms/1").json()["viewers"] == 0

        def actions() -> list[str]:
            lines = anchor.get("/api/rooms/1/audit").json()
            return [line["action"] for line in lines if line["subject"] == user]

        site.loop.wait_for(lambda: len(actions()) == 2)
        assert actions() == ["lift_mute", "mute"]


def test_the_operator_makes_rooms_and_sees_everything(site: Site) -> None:
    with site.operator() as operator:
        asked = {"room": "2", "title": "晚安", "anchor_name": "小韦"}
        made = operator.post("/api/rooms", json=asked)
        assert made.status_code == 201, made.text
        assert made.json()["state"]["anchor"]["name"] == "小韦"
        assert operator.post("/api/rooms", json=asked).json()["code"] == "taken"
        overview = operator.get("/api/operator/overview").json()
        assert {"1", "2"} <= {room["room"] for room in overview["rooms"]}
        assert operator.get("/api/operator/books").json()["problems"] == []
        assert operator.get("/api/operator/audit").json()[0]["action"] == "sign_in"
        link = made.json()["anchor_link"]["invitation"]
        with site.client(invitation=link) as anchor:
            assert anchor.post("/api/rooms/2/publish").is_success
            assert anchor.post("/api/rooms/1/publish").status_code == 403


def test_after_a_rotation_old_tokens_hold_a_while_and_new_ones_too(site: Site) -> None:
    with site.operator() as operator, site.client(name="Lin") as lin:
        assert operator.post("/api/operator/secret/rotate").is_success
        assert lin.get("/api/wallet").is_success
        assert lin.post("/api/session/renew", json={}).is_success


def test_a_body_that_is_too_large_is_refused_declared_or_not(site: Site) -> None:
    with site.client() as client:
        big = json.dumps({"name": "x" * 70_000})
        declared = client.post("/api/session", content=big)
        streamed = client.post("/api/session", content=iter([big.encode()]))
        assert (declared.status_code, streamed.status_code) == (413, 413)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"\xff", b'{"name": "\\ud800"}', b'{"x": 1}', b"[" * 20_000]
)
def test_a_body_that_can_not_be_read_is_a_sentence_that_does_not_repeat_it(
    site: Site, body: bytes
) -> None:
    with site.client() as client:
        answer = client.post("/api/session", content=body)
        assert answer.status_code == 422, answer.text
        assert answer.json()["code"] == "invalid"


def test_answers_tell_browsers_to_be_strict(site: Site) -> None:
    with site.client() as client:
        for path in ("/api/server", "/nothing", "/api/rooms/none"):
            headers = client.get(path).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
        page = client.get("/r/1")
        policy = page.headers["content-security-policy"]
        assert f"ws://127.0.0.1:{site.edge.ws_port}" in policy
        assert "unsafe" not in policy
        odd = client.get("/r/1", headers={"Host": "a;script-src *"})
        assert "*" not in odd.headers["content-security-policy"]


def test_too_many_tries_of_the_key_must_wait(site: Site) -> None:
    with site.client() as client:
        answers = [client.post("/api/session/operator", json={"key": "no"}) for _ in range(8)]
        assert answers[-1].status_code == 429
        assert int(answers[-1].headers["retry-after"]) >= 1


def test_health_and_figures(site: Site) -> None:
    with site.client() as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        assert client.get("/readyz").json()["is_ready"]
        text = client.get("/metrics").text
        assert "rocket_room_connections 0.0" in text
        assert 'rocket_http_answers_total{method="GET",route="/healthz",status="200"}' in text


def test_what_is_published_of_the_sockets_protocol_fits_what_is_sent(site: Site) -> None:
    with site.client() as client:
        document = client.get("/asyncapi.json").json()
        assert document["asyncapi"] == "3.0.0"
        for message in document["components"]["messages"].values():
            schema = client.get(message["payload"]["$ref"]).json()
            assert "$defs" in schema or "properties" in schema
        assert client.get("/schemas/nothing.json").status_code == 404


def test_a_store_that_fails_is_said_and_nothing_else_stops(site: Site) -> None:
    path = site.edge.operator_key.with_name("room.db")
    with site.anchor() as anchor, closing(sqlite3.connect(path)) as other:
        other.execute("ALTER TABLE restrictions RENAME TO away")
        mute = {"what": "mute", "user": "somebody", "duration_s": 60}
        assert anchor.post("/api/rooms/1/danmaku/1/decision", json=mute).is_success
        site.loop.wait_for(lambda: anchor.get("/readyz").status_code == 503)
        assert "no such table" in anchor.get("/readyz").json()["problems"][0]
        assert anchor.get("/api/rooms/1").is_success
        other.execute("ALTER TABLE away RENAME TO restrictions")
        site.loop.wait_for(lambda: anchor.get("/readyz").status_code == 200)
        kept = other.execute("SELECT what FROM restrictions WHERE user = 'somebody'").fetchall()
        assert kept == [("mute",)]


def test_one_link_is_taken_back_and_the_others_hold(site: Site) -> None:
    with site.anchor() as anchor, site.client() as stranger, site.client(name="V") as viewer:
        links = [
            anchor.post("/api/rooms/1/invitations", json={"role": "moderator", "valid_s": seconds})
            for seconds in (600, 6_000)
        ]
        lost, kept = (each.json()["invitation"] for each in links)
        path, body = "/api/rooms/1/invitations/revoke", {"invitation": lost}
        assert viewer.post(path, json=body).status_code == 403
        assert anchor.post(path, json={"invitation": "x"}).status_code == 401
        assert anchor.post(path, json=body).status_code == 200
        assert anchor.post(path, json=body).status_code == 200
        refused = stranger.post("/api/session", json={"invitation": lost})
        assert (refused.status_code, refused.json()["code"]) == (401, "invitation_revoked")
        assert site.sign_in(stranger, invitation=kept)["role"] == "moderator"
        assert lost not in anchor.get("/api/rooms/1/audit").text
