"""Tests of studio.room.http.routes.analytics, on a running edge."""

import csv
import io

import pytest

from studio.room.protocol.values import Role, ShowState
from studio.room.rules import records as r
from tests.room.http.site import Site

pytestmark = pytest.mark.slow  # the edge that they share takes two seconds of CPU to start

START_MS = 1_700_000_000_000
PATH = "/api/rooms/1/shows/figures/analytics"


@pytest.fixture(scope="module")
def show(site: Site) -> str:
    """A show of ten seconds that one guest saw the half of."""
    begun = ShowState(show="figures", title="晚安", category="talk", started_ms=START_MS)
    ended = begun.model_copy(update={"ended_ms": START_MS + 10_000})
    here = r.Presence("1", "u-guest", "游客", True, True, START_MS + 2_000)
    gone = r.Presence("1", "u-guest", "游客", False, True, START_MS + 7_000)
    records: list[r.Record] = [
        r.ShowStarted("1", begun, START_MS),
        here,
        gone,
        r.Liked("1", 3, 3, START_MS + 4_000),
        r.ShowEnded("1", ended, 3, 1, START_MS + 10_000),
    ]
    site.loop.run(site.edge.services.store.keep(records))
    return "figures"


def test_the_anchor_and_the_operator_see_the_figures(site: Site, show: str) -> None:
    with site.anchor() as anchor, site.operator() as operator:
        for client in (anchor, operator):
            answer = client.get(PATH).json()
            assert (answer["step_s"], answer["show"]["show"]) == (1, show)
            assert answer["points"]["viewers"] == [0, 0, 1, 1, 1, 1, 1, 1, 0, 0]
            assert answer["totals"]["average_dwell_s"] == 5
            assert answer["totals"]["likes"] == 3
        assert anchor.get("/api/rooms/1/shows/never/analytics").status_code == 404


def test_nobody_else_sees_them(site: Site, show: str) -> None:
    with site.client() as stranger, site.client(name="Wei") as viewer, site.anchor() as anchor:
        asked = {"role": Role.MODERATOR}
        link = anchor.post("/api/rooms/1/invitations", json=asked).json()["invitation"]
        with site.client(invitation=link, name="Noor") as moderator:
            for path in (PATH, f"{PATH}.csv"):
                assert stranger.get(path).status_code == 401
                assert viewer.get(path).status_code == 403
                assert moderator.get(path).status_code == 403


def test_the_csv_has_a_line_for_each_second(site: Site, show: str) -> None:
    with site.anchor() as anchor:
        answer = anchor.get(f"{PATH}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="1-{show}.csv"'
    lines = list(csv.DictReader(io.StringIO(answer.text)))
    assert [int(line["second"]) for line in lines] == list(range(10))
    assert lines[4]["time"] == "2023-11-14T22:13:24Z"
    assert [line["viewers"] for line in lines] == list("0011111100")
    assert [line["left"] for line in lines] == list("0000000100")
    assert lines[4]["likes"] == "3"


def test_figures_are_not_made_too_often(site: Site) -> None:
    with site.operator() as operator:
        path = "/api/rooms/nobody/shows/none/analytics"
        codes = {operator.get(path).status_code for _ in range(30)}
    assert codes == {404, 429}
