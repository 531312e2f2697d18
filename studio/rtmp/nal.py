"""NAL units: taking Annex B apart, and the configuration record of H.264.

Encoders give start codes, FLV and MP4 want lengths::

    units = split_annexb(data)
    body = length_prefixed(units)
    config = avcc(sps, pps)
"""

import re
import struct

from studio.rtmp.errors import RtmpError

H264_IDR, H264_SPS, H264_PPS, H264_DELIMITER, H264_FILLER = 5, 7, 8, 9, 12
_START_CODE = re.compile(b"\x00\x00\x01")
_PROFILES_WITH_CHROMA = {100, 110, 122, 144, 244, 44, 83, 86, 118, 128}


def split_annexb(data: bytes) -> list[bytes]:
    """Return the NAL units of a byte stream, without start codes and padding."""
    starts = [match.end() for match in _START_CODE.finditer(data)]
    ends = [start - 3 for start in starts[1:]] + [len(data)] * bool(starts)
    units = (data[start:end].rstrip(b"\0") for start, end in zip(starts, ends, strict=True))
    return [unit for unit in units if unit]


def length_prefixed(units: list[bytes]) -> bytes:
    """Join units with a length of four bytes before each."""
    return b"".join(part for unit in units for part in (struct.pack(">I", len(unit)), unit))


def split_length_prefixed(data: bytes) -> list[bytes]:
    """Return the units of a packet.

    Raises:
        RtmpError: If the lengths do not fit the data.
    """
    units: list[bytes] = []
    position = 0
    while position < len(data):
        start = position + 4
        position = start + int.from_bytes(data[position:start], "big")
        if start > len(data) or position > len(data):
            raise RtmpError("A video packet has NAL units that are longer than itself.")
        units.append(data[start:position])
    return units


def avcc(sps: bytes, pps: bytes) -> bytes:
    """Build the AVCDecoderConfigurationRecord of one SPS and one PPS.

    Raises:
        RtmpError: If they are not what they should be.
    """
    if len(sps) < 4 or sps[0] & 31 != H264_SPS or not pps or pps[0] & 31 != H264_PPS:
        raise RtmpError("The video encoder gave parameter sets that are not H.264's.")
    record = bytes([1, sps[1], sps[2], sps[3], 0xFF, 0xE1])
    record += struct.pack(">H", len(sps)) + sps + b"\x01" + struct.pack(">H", len(pps)) + pps
    if sps[1] in _PROFILES_WITH_CHROMA:
        chroma, luma_bits, chroma_bits = _sample_format(sps)
        record += bytes([0xFC | chroma, 0xF8 | luma_bits, 0xF8 | chroma_bits, 0])
    return record


def avcc_sets(record: bytes) -> list[bytes]:
    """Return SPS and PPS of a record that ``avcc`` built.

    Raises:
        RtmpError: If it is none.
    """
    sps_end = 8 + int.from_bytes(record[6:8], "big")
    pps_end = sps_end + 3 + int.from_bytes(record[sps_end + 1 : sps_end + 3], "big")
    if len(record) < pps_end or record[:1] != b"\x01":
        raise RtmpError("The video's configuration record is broken.")
    return [record[8:sps_end], record[sps_end + 3 : pps_end]]


def _sample_format(sps: bytes) -> tuple[int, int, int]:
    """Read chroma_format_idc and the two bit depths (minus 8) of a High profile SPS."""
    bits = Bits(sps[4:].replace(b"\0\0\x03", b"\0\0"))
    bits.exp_golomb()  # seq_parameter_set_id
    chroma = bits.exp_golomb()
    if chroma == 3:
        bits.take(1)  # separate_colour_plane_flag
    return chroma & 3, bits.exp_golomb() & 7, bits.exp_golomb() & 7


class Bits:
    """Reads bits from the most significant one on.

    Raises:
        RtmpError: From each method, where the bits end too early.
    """

    def __init__(self, data: bytes) -> None:
        self._left = len(data) * 8
        self._number = int.from_bytes(data, "big")

    def take(self, count: int) -> int:
        """Return the next bits as a number."""
        if count > self._left:
            raise RtmpError("The video has an SPS that ends in its middle.")
        self._left -= count
        return (self._number >> self._left) & ((1 << count) - 1)

    def exp_golomb(self) -> int:
        """Return the next unsigned Exp-Golomb code."""
        zeros = 0
        while not self.take(1):
            zeros += 1
            if zeros > 32:
                raise RtmpError("The video has an SPS with an impossible number.")
        return (1 << zeros) - 1 + self.take(zeros)
