"""What one studio leaves for another over HTTP, and which devices there are."""

from hashlib import sha256

from studio.room.live.handoff_blobs import MAX_PIECE_BYTES
from tests.room.http.site import Site

DATA = bytes(range(256)) * 400
DIGEST = sha256(DATA).hexdigest()
PLACE = f"/api/rooms/1/handoff/blob/{DIGEST}"


def test_the_anchor_s_files_go_through_in_pieces(site: Site) -> None:
    with site.anchor() as anchor:
        assert anchor.get(PLACE).status_code == 404
        size = len(DATA)
        for at, end in ((0, 70_000), (70_000, size)):
            answer = anchor.put(PLACE, params={"at": at, "size": size}, content=DATA[at:end])
            assert answer.json() == {"kept_bytes": end}, answer.text
        answer = anchor.get(PLACE)
        assert answer.content == DATA
        assert answer.headers["content-type"] == "application/octet-stream"


def test_others_and_too_much_are_refused(site: Site) -> None:
    with site.client(name="Viewer") as viewer:
        assert viewer.get(PLACE).status_code == 403
        assert viewer.put(PLACE, params={"size": 4}, content=b"data").status_code == 403
        assert viewer.get("/api/rooms/1/handoff").status_code == 403
    with site.anchor() as anchor:
        wrong = anchor.put(f"{PLACE[:-1]}g", params={"size": 4}, content=b"data")
        assert wrong.status_code == 422
        other = anchor.put(PLACE.replace(DIGEST, "0" * 64), params={"size": 4}, content=b"data")
        assert (other.status_code, "announced" in other.json()["sentence"]) == (409, True)
        large = anchor.put(PLACE, params={"size": 10**7}, content=bytes(MAX_PIECE_BYTES + 1))
        assert large.status_code == 413
        elsewhere = anchor.put("/api/rooms/1/handoff", content=bytes(70_000))
        assert elsewhere.status_code == 413


def test_without_a_relay_it_is_told(site: Site) -> None:
    with site.anchor() as anchor:
        answer = anchor.get("/api/rooms/1/handoff")
    assert (answer.status_code, answer.json()["code"]) == (409, "no_relay")


def test_the_anchor_lets_another_device_of_his_come_in(site: Site) -> None:
    with site.anchor() as anchor, site.client(name="Viewer") as viewer:
        assert viewer.post("/api/rooms/1/handoff/link", json={}).status_code == 403
        answer = anchor.post("/api/rooms/1/handoff/link", json={})
        assert answer.status_code == 201, answer.text
        link = answer.json()
        assert link["path"] == f"/mod/1#invitation={link['invitation']}"
        come_in = {"invitation": link["invitation"]}
        signed_in = viewer.post("/api/session", json=come_in).json()
        assert (signed_in["role"], signed_in["room"]) == ("anchor", "1")
        long = anchor.post("/api/rooms/1/handoff/link", json={"valid_s": 10**6})
        assert long.status_code == 422
