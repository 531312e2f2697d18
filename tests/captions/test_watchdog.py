"""Tests of studio.captions.watchdog."""

import threading

from studio.captions.watchdog import Watchdog


def test_what_does_not_come_round_ends_the_process() -> None:
    ended = threading.Event()
    watchdog = Watchdog(end=lambda code: ended.set(), patience_s=0.2)
    watchdog.beat()
    assert ended.wait(10)
    watchdog.close()


def test_what_comes_round_or_asked_for_patience_does_not() -> None:
    ended = threading.Event()
    watchdog = Watchdog(end=lambda code: ended.set(), patience_s=0.2)
    watchdog.beat(60)
    assert not ended.wait(1.2)
    watchdog.close()
