"""Only H.264 is told how to begin."""

from studio.link.negotiating import quick_start


def test_only_h264_is_told_how_to_begin() -> None:
    other = "a=fmtp:96 apt=97\r\na=fmtp:111 minptime=10\r\n"
    assert quick_start(other) == other
    h264 = "a=fmtp:102 packetization-mode=1;profile-level-id=42e01f"
    assert quick_start(h264 + "\r\n" + other) == f"{h264};x-google-start-bitrate=1500\r\n{other}"
