"""Tests of studio.capture.errors."""

import av
import pytest

from studio.capture.errors import shown, why


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ("/home/a/clip.mp4", "/home/a/clip.mp4"),
        ("tcp://127.0.0.1:9000", "tcp://127.0.0.1:9000"),
        ("rtmp://example.org/live/sk_secret", "rtmp://example.org/live/…"),
        ("rtsp://admin:secret@10.0.0.7:554/stream", "rtsp://10.0.0.7:554/stream"),
        ("https://example.org/a.m3u8?token=secret", "https://example.org/a.m3u8/…"),
    ],
)
def test_addresses_are_written_without_keys_and_passwords(target: str, written: str) -> None:
    assert shown(target) == written
    assert "secret" not in shown(target)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (2, "X is not there: it was moved, renamed or unplugged."),
        (13, "X may not be read by this user: change its permissions."),
        (111, "X refused the connection: nothing listens there."),
    ],
)
def test_errors_become_sentences(number: int, sentence: str) -> None:
    with pytest.raises((OSError, av.error.FFmpegError)) as caught:
        av.error.err_check(-number)
    assert why(caught.value, "X") == sentence


def test_what_nobody_thought_of_still_is_a_sentence() -> None:
    assert why(ValueError("odd"), "X") == "X can't be read: odd."
