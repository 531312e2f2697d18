"""Tests of the poll."""

import pytest
from ballot import Ballot, choices_of

from studio.sdk import Danmaku, Spring
from studio.sdk.testing import FakeStudio

pytest_plugins = ["studio.sdk.pytest_plugin"]


def say(studio: FakeStudio, user: str, text: str) -> None:
    studio.tell(Danmaku("名字", text, "#FFFFFF", "room", user))


def test_each_person_has_one_vote_by_number_or_words() -> None:
    ballot = Ballot(["红", "蓝"], may_change=True)
    for user, said in (("1", "1"), ("2", " 蓝 "), ("3", "3"), ("4", "²"), ("5", "红蓝"), ("6", "")):
        ballot.vote(user, said)
    assert ballot.counts == [1, 1]
    assert ballot.leaders == ["红", "蓝"]
    assert ballot.vote("1", "2")
    assert not ballot.vote("1", "2")
    assert (ballot.counts, ballot.total, ballot.leaders) == ([0, 2], 2, ["蓝"])


def test_the_first_vote_may_be_the_one_that_holds() -> None:
    ballot = Ballot(["红", "蓝"], may_change=False)
    ballot.vote("1", "1")
    assert not ballot.vote("1", "2")
    assert ballot.counts == [1, 0]


def test_choices_are_lines() -> None:
    assert choices_of(" a  b \n\n" + "x" * 40 + "\n" * 3 + "c\n" * 20) == [
        *("a b", "x" * 16),
        *["c"] * 6,
    ]


def test_bars_show_how_it_stands_and_the_room_is_told(studio: FakeStudio) -> None:
    studio.use("start")
    for user, text in (("1", "1"), ("2", "1"), ("3", "看视频"), ("4", "hello"), ("5", "1")):
        say(studio, user, text)
    studio.pass_time(1)
    assert "3  75%" in studio.texts()
    assert studio.motions["poll bar 2"]["scale_x"] == Spring(to=0.25, stiffness=90, damping=18)
    assert studio.panel["status"].value == "4 票 · 还剩 0:59"
    studio.pass_time(62)
    assert studio.panel["status"].value == "4 票 · 已结束"
    assert studio.said == [
        "【投票 Poll】下一局玩什么？ 1.排位 2.娱乐模式 3.看视频",
        "【投票 Poll】投票结果：排位",
    ]
    votes = {"排位": 3, "娱乐模式": 0, "看视频": 1}
    assert studio.kept["past"] == [{"question": "下一局玩什么？", "votes": votes}]
    say(studio, "6", "2")
    studio.press("close")
    assert studio.panel["status"].value == "4 票 · 已结束"
    studio.use("hide")
    assert studio.texts() == []
    assert not studio.refused


def test_it_needs_two_choices(studio: FakeStudio) -> None:
    studio.set(choices="一个")
    studio.use("start")
    assert studio.panel["status"].value == "至少要有两个选项"
    assert not studio.nodes


def test_a_storm_of_votes_is_shown_twice_a_second(studio: FakeStudio) -> None:
    studio.use("start")
    before = dict(studio.nodes)
    for number in range(1000):
        say(studio, f"{number}", "1")
    assert studio.nodes == before
    studio.pass_time(0.5)
    assert "1000  100%" in studio.texts()


@pytest.mark.slow
def test_it_is_seen(studio: FakeStudio) -> None:
    studio.use("start")
    say(studio, "1", "1")
    studio.pass_time(3)
    picture = studio.render(960, 540)
    card = picture[:, 630:]
    assert (card[..., 3] > 200).mean() > 0.25
    assert not picture[:, :600].any()
