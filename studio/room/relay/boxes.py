"""Fragmented MP4 (CMAF) of our own: the boxes of an init segment and of one fragment.

A fragment is one ``moof`` with its ``mdat``; written here rather than by FFmpeg's
muxer because a part must end where its last picture ends, exactly, the moment the
next one is there, and because it is short::

    init = init_segment(avc, aac)
    part = fragment(sequence, [video_run, audio_run])

Picture times are in milliseconds, as the tags have them; sound counts its samples.
"""

import struct
from dataclasses import dataclass

from studio.room.relay.tags import AacConfig, AvcConfig

VIDEO_TRACK, AUDIO_TRACK = 1, 2
VIDEO_TIMESCALE = 1000
_MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_SYNC, _NOT_SYNC = 0x02000000, 0x01010000
_UNDETERMINED = 0x55C4  # "und"


@dataclass(frozen=True, slots=True)
class Sample:
    """One picture or one frame of sound in its track's time scale."""

    data: bytes
    duration: int
    is_key: bool = True
    composition: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Samples of one track that follow each other; ``start`` is when the first is decoded."""

    track: int
    start: int
    samples: list[Sample]


def init_segment(video: AvcConfig, audio: AacConfig | None) -> bytes:
    """Return ``ftyp`` and ``moov``."""
    tracks = [_track(VIDEO_TRACK, VIDEO_TIMESCALE, video.width, video.height, _avc1(video))]
    ids = [VIDEO_TRACK]
    if audio is not None:
        tracks.append(_track(AUDIO_TRACK, audio.rate_hz, 0, 0, _mp4a(audio)))
        ids.append(AUDIO_TRACK)
    head = struct.pack(">IIII", 0, 0, 1000, 0) + struct.pack(">IHHQ", 0x10000, 0x100, 0, 0)
    mvhd = _full(b"mvhd", 0, 0, head + _MATRIX + bytes(24) + struct.pack(">I", len(ids) + 1))
    extends = [_full(b"trex", 0, 0, struct.pack(">5I", track, 1, 0, 0, 0)) for track in ids]
    ftyp = _box(b"ftyp", b"iso6", struct.pack(">I", 0), b"iso6cmfcmp41")
    return ftyp + _box(b"moov", mvhd, *tracks, _box(b"mvex", *extends))


def fragment(sequence: int, runs: list[Run]) -> bytes:
    """Return ``moof`` and ``mdat`` of runs that are not empty."""
    head = _full(b"mfhd", 0, 0, struct.pack(">I", sequence))
    # The offsets count from the start of moof, whose size does not depend on them.
    size = 8 + len(head) + sum(len(_traf(run, 0)) for run in runs)
    offset = size + 8
    boxes = []
    for run in runs:
        boxes.append(_traf(run, offset))
        offset += sum(len(sample.data) for sample in run.samples)
    data = [sample.data for run in runs for sample in run.samples]
    return _box(b"moof", head, *boxes) + _box(b"mdat", *data)


def _traf(run: Run, offset: int) -> bytes:
    tfhd = _full(b"tfhd", 0, 0x020000, struct.pack(">I", run.track))  # from the start of moof
    tfdt = _full(b"tfdt", 1, 0, struct.pack(">Q", run.start))
    rows = b"".join(
        struct.pack(
            ">IIIi",
            sample.duration,
            len(sample.data),
            _SYNC if sample.is_key else _NOT_SYNC,
            sample.composition,
        )
        for sample in run.samples
    )
    trun = _full(b"trun", 1, 0x000F01, struct.pack(">Ii", len(run.samples), offset) + rows)
    return _box(b"traf", tfhd, tfdt, trun)


def _track(track: int, timescale: int, width: int, height: int, entry: bytes) -> bytes:
    is_video = width > 0
    head = struct.pack(">IIIII", 0, 0, track, 0, 0) + bytes(8)
    volume = struct.pack(">HHHH", 0, 0, 0 if is_video else 0x100, 0)
    tkhd = _full(
        b"tkhd", 0, 7, head + volume + _MATRIX + struct.pack(">II", width << 16, height << 16)
    )
    mdhd = _full(b"mdhd", 0, 0, struct.pack(">IIIIHH", 0, 0, timescale, 0, _UNDETERMINED, 0))
    kind = b"vide" if is_video else b"soun"
    hdlr = _full(b"hdlr", 0, 0, bytes(4) + kind + bytes(12) + b"relay\0")
    media = _full(b"vmhd", 0, 1, bytes(8)) if is_video else _full(b"smhd", 0, 0, bytes(4))
    dref = _full(b"dref", 0, 0, struct.pack(">I", 1) + _full(b"url ", 0, 1, b""))
    none = struct.pack(">I", 0)
    stbl = _box(
        b"stbl",
        _full(b"stsd", 0, 0, struct.pack(">I", 1) + entry),
        _full(b"stts", 0, 0, none),
        _full(b"stsc", 0, 0, none),
        _full(b"stsz", 0, 0, none + none),
        _full(b"stco", 0, 0, none),
    )
    minf = _box(b"minf", media, _box(b"dinf", dref), stbl)
    return _box(b"trak", tkhd, _box(b"mdia", mdhd, hdlr, minf))


def _avc1(video: AvcConfig) -> bytes:
    head = bytes(6) + struct.pack(">H", 1) + bytes(16)
    head += struct.pack(">HHIIIH", video.width, video.height, 0x480000, 0x480000, 0, 1)
    head += bytes(32) + struct.pack(">Hh", 24, -1)
    return _box(b"avc1", head, _box(b"avcC", video.record))


def _mp4a(audio: AacConfig) -> bytes:
    head = bytes(6) + struct.pack(">H", 1) + bytes(8)
    head += struct.pack(">HHHHI", audio.channels, 16, 0, 0, (audio.rate_hz & 0xFFFF) << 16)
    specific = _descriptor(5, audio.config)
    decoder = _descriptor(4, struct.pack(">BBBHII", 0x40, 0x15, 0, 0, 0, 0) + specific)
    stream = _descriptor(3, struct.pack(">HB", 2, 0) + decoder + _descriptor(6, b"\x02"))
    return _box(b"mp4a", head, _full(b"esds", 0, 0, stream))


def _descriptor(tag: int, data: bytes) -> bytes:
    size = len(data)
    length = bytes([0x80 | size >> 21 & 127, 0x80 | size >> 14 & 127, 0x80 | size >> 7 & 127])
    return bytes([tag]) + length + bytes([size & 127]) + data


def _full(kind: bytes, version: int, flags: int, data: bytes) -> bytes:
    return _box(kind, struct.pack(">I", version << 24 | flags), data)


def _box(kind: bytes, *parts: bytes) -> bytes:
    return struct.pack(">I", 8 + sum(map(len, parts))) + kind + b"".join(parts)
