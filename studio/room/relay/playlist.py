"""The playlists of Low-Latency HLS (RFC 8216bis), as text.

Players ask for a playlist that does not exist yet (``_HLS_msn``, ``_HLS_part``) and
get it the moment it does; the part that comes next is announced before it is there::

    text = multivariant(segmenter, ["zh", "en"], suffix="?token=…")
    text = playlist(segmenter, suffix="?token=…")
    text = captions_playlist(segmenter, "zh", suffix="?token=…")

Captions have no parts: their segments are a second long, and a cue that comes late is in the
next one whole.
"""

import math

from studio.room.relay.segments import (
    PART_TARGET_MS,
    SEGMENTS_WITH_PARTS,
    TARGET_MS,
    Part,
    Segment,
    Segmenter,
)

HOLD_BACK_PARTS = 3
_TARGET = f"#EXT-X-TARGETDURATION:{math.ceil(TARGET_MS / 1000)}"
_GROUP = "captions"
_NAMES = {
    "zh": "中文",
    "en": "English",
    "ja": "日本語",
    "ko": "한국어",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "ru": "Русский",
}


def multivariant(segmenter: Segmenter, languages: list[str], suffix: str = "") -> str:
    """Return what names the video and its captions, once there is any video.

    Args:
        segmenter: Of the video.
        languages: Of the captions there are.
        suffix: Goes behind each address.
    """
    lines = ["#EXTM3U", "#EXT-X-VERSION:9"]
    lines += [
        f'#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="{_GROUP}",NAME="{_name(language)}",'
        f'LANGUAGE="{language}",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,'
        f'URI="captions-{language}.m3u8{suffix}"'
        for language in languages
    ]
    width, height = segmenter.size
    stream = f"#EXT-X-STREAM-INF:BANDWIDTH={max(1, segmenter.peak_bps)}"
    stream += f',CODECS="{segmenter.codecs}",RESOLUTION={width}x{height}'
    stream += f',SUBTITLES="{_GROUP}"' if languages else ""
    return "\n".join([*lines, stream, f"video.m3u8{suffix}"]) + "\n"


def playlist(segmenter: Segmenter, suffix: str = "") -> str:
    """Return the video's; ``suffix`` goes behind each address in it."""
    segments = segmenter.segments
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:9",
        _TARGET,
        f"#EXT-X-PART-INF:PART-TARGET={PART_TARGET_MS / 1000:.3f}",
        "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,"
        f"PART-HOLD-BACK={HOLD_BACK_PARTS * PART_TARGET_MS / 1000:.3f}",
        *_numbers(segmenter),
    ]
    init = -1
    with_parts = len(segments) - SEGMENTS_WITH_PARTS
    for place, segment in enumerate(segments):
        if segment.is_discontinuous and place:
            lines.append("#EXT-X-DISCONTINUITY")
        if segment.init != init:
            init = segment.init
            lines.append(f'#EXT-X-MAP:URI="init-{init}.mp4{suffix}"')
        if place >= with_parts:
            lines += [_part(segment, index, suffix) for index in range(len(segment.parts))]
        if segment.is_done and segment.parts:
            lines += _whole(segment, f"segment-{segment.number}.m4s{suffix}")
    if segmenter.has_ended:
        lines.append("#EXT-X-ENDLIST")
    elif segments:
        number, part = segmenter.position
        uri = f"part-{number}-{part}.m4s{suffix}"
        lines.append(f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="{uri}"')
    return "\n".join(lines) + "\n"


def captions_playlist(segmenter: Segmenter, language: str, suffix: str = "") -> str:
    """Return that of the captions in a language: the same segments as the video's."""
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:9",
        _TARGET,
        "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES",
        *_numbers(segmenter),
    ]
    for place, segment in enumerate(segmenter.segments):
        if segment.is_discontinuous and place:
            lines.append("#EXT-X-DISCONTINUITY")
        if segment.is_done and segment.parts:
            lines += _whole(segment, f"captions-{language}-{segment.number}.vtt{suffix}")
    if segmenter.has_ended:
        lines.append("#EXT-X-ENDLIST")
    return "\n".join(lines) + "\n"


def _name(language: str) -> str:
    """Return what people who speak a language call it."""
    code, _, more = language.partition("-")
    name = _NAMES.get(code.lower(), code)
    return f"{name} ({more})" if more else name


def _numbers(segmenter: Segmenter) -> list[str]:
    segments = segmenter.segments
    return [
        f"#EXT-X-MEDIA-SEQUENCE:{segments[0].number if segments else 0}",
        f"#EXT-X-DISCONTINUITY-SEQUENCE:{segmenter.discontinuities}",
    ]


def _whole(segment: Segment, uri: str) -> list[str]:
    return [f"#EXTINF:{segment.duration_ms / 1000:.3f},", uri]


def _part(segment: Segment, index: int, suffix: str) -> str:
    part: Part = segment.parts[index]
    independent = ",INDEPENDENT=YES" if part.is_independent else ""
    uri = f"part-{segment.number}-{index}.m4s{suffix}"
    return f'#EXT-X-PART:DURATION={part.duration_ms / 1000:.3f},URI="{uri}"{independent}'
