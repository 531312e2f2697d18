"""The media playlist of Low-Latency HLS (RFC 8216bis), as text.

Players ask for a playlist that does not exist yet (``_HLS_msn``, ``_HLS_part``) and
get it the moment it does; the part that comes next is announced before it is there::

    text = playlist(segmenter, suffix="?token=…")
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


def playlist(segmenter: Segmenter, suffix: str = "") -> str:
    """Return the playlist; ``suffix`` goes behind each address in it."""
    segments = segmenter.segments
    first = segments[0].number if segments else 0
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:9",
        f"#EXT-X-TARGETDURATION:{math.ceil(TARGET_MS / 1000)}",
        f"#EXT-X-PART-INF:PART-TARGET={PART_TARGET_MS / 1000:.3f}",
        "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,"
        f"PART-HOLD-BACK={HOLD_BACK_PARTS * PART_TARGET_MS / 1000:.3f}",
        f"#EXT-X-MEDIA-SEQUENCE:{first}",
        f"#EXT-X-DISCONTINUITY-SEQUENCE:{segmenter.discontinuities}",
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
            lines.append(f"#EXTINF:{segment.duration_ms / 1000:.3f},")
            lines.append(f"segment-{segment.number}.m4s{suffix}")
    if segmenter.has_ended:
        lines.append("#EXT-X-ENDLIST")
    elif segments:
        number, part = segmenter.position
        uri = f"part-{number}-{part}.m4s{suffix}"
        lines.append(f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="{uri}"')
    return "\n".join(lines) + "\n"


def _part(segment: Segment, index: int, suffix: str) -> str:
    part: Part = segment.parts[index]
    independent = ",INDEPENDENT=YES" if part.is_independent else ""
    uri = f"part-{segment.number}-{index}.m4s{suffix}"
    return f'#EXT-X-PART:DURATION={part.duration_ms / 1000:.3f},URI="{uri}"{independent}'
