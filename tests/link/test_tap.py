"""The names of aiortc that taking its packets relies on are there: a new version is looked at."""

import pytest
from aiortc import RTCRtpReceiver

from studio.link.errors import LinkError
from studio.link.tap import tap_pictures


def test_a_receiver_has_what_is_replaced_and_takes_the_replacement() -> None:
    receiver = object.__new__(RTCRtpReceiver)
    with pytest.raises(LinkError, match="aiortc"):
        tap_pictures(receiver, lambda packet: False, lambda timestamp, ntp: None)
    vars(receiver).update(_RTCRtpReceiver__jitter_buffer=None, _RTCRtpReceiver__codecs={})
    tap_pictures(receiver, lambda packet: False, lambda timestamp, ntp: None)
    names = RTCRtpReceiver._handle_rtp_packet.__code__.co_names
    assert {"_RTCRtpReceiver__jitter_buffer", "_RTCRtpReceiver__codecs", "_data"} <= set(names)
