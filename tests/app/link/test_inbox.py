"""Tests of studio.app.link.inbox."""

import threading

from studio.app.link.inbox import MAX_UNKEYED, Inbox


def test_a_newer_one_takes_the_place_of_the_same_and_comes_last() -> None:
    inbox = Inbox(lambda: None)
    inbox.put("meters", 1, key="meters")
    inbox.put("event", "a", key="a")
    inbox.put("meters", 2, key="meters")
    assert inbox.take() == [("event", "a"), ("meters", 2)]
    assert inbox.take() == []


def test_who_waits_is_woken_once_until_it_takes() -> None:
    woken: list[int] = []
    inbox = Inbox(lambda: woken.append(1))
    for number in range(10):
        inbox.put("reply", number, key=number)
    assert len(woken) == 1
    inbox.take()
    inbox.put("reply", 10, key=10)
    assert len(woken) == 2


def test_a_storm_of_notices_stays_bounded_keeps_the_latest_and_is_counted() -> None:
    inbox = Inbox(lambda: None)
    for number in range(MAX_UNKEYED + 50):
        inbox.put("notice", number)
    taken = inbox.take()
    assert [value for _, value in taken] == list(range(50, MAX_UNKEYED + 50))
    assert inbox.dropped == 50


def test_a_kind_can_be_forgotten_and_leaves_the_rest() -> None:
    inbox = Inbox(lambda: None, most=2)
    inbox.put("event", "a", key="a")
    inbox.put("notice", "one")
    inbox.put("lost", "why", key="lost")
    inbox.forget("event")
    inbox.forget("notice")
    inbox.put("notice", "two")
    inbox.put("notice", "three")
    assert inbox.take() == [("lost", "why"), ("notice", "two"), ("notice", "three")]
    assert inbox.dropped == 0


def test_what_is_put_while_another_takes_is_never_lost() -> None:
    inbox = Inbox(lambda: None)
    total = 20_000

    def put() -> None:
        for number in range(total):
            inbox.put("reply", number, key=number)

    thread = threading.Thread(target=put)
    thread.start()
    taken: list[object] = []
    while thread.is_alive():
        taken += [value for _, value in inbox.take()]
    thread.join()
    taken += [value for _, value in inbox.take()]
    assert taken == list(range(total))
