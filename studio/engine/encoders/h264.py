"""H.264 as encoders write it, turned into what containers carry.

Encoders write Annex B: start codes between the NAL units.  FLV, MP4 and Matroska
want each unit behind its length, and the parameter sets apart, in the decoder
configuration record; ``studio.rtmp.nal`` knows how both look::

    config = decoder_config(encoder.extradata)
    data = packet_data(bytes(packet))
"""

from studio.engine.encoders.errors import EncoderError
from studio.rtmp import nal
from studio.rtmp.errors import RtmpError

_NOT_IN_PACKETS = (nal.H264_SPS, nal.H264_PPS, nal.H264_DELIMITER)


def packet_data(annex_b: bytes) -> bytes:
    """Put a length before each unit, in place of its start code.

    Delimiters and parameter sets are left out: the container has its own frames,
    and the parameter sets are in the configuration record.
    """
    units = nal.split_annexb(annex_b)
    return nal.length_prefixed([unit for unit in units if _type(unit) not in _NOT_IN_PACKETS])


def decoder_config(annex_b: bytes) -> bytes | None:
    """Build the decoder configuration record from the parameter sets in a stream.

    Returns:
        The record, or None if the bytes don't hold both parameter sets.

    Raises:
        EncoderError: If a parameter set is broken.
    """
    units = nal.split_annexb(annex_b)
    sps = next((unit for unit in units if _type(unit) == nal.H264_SPS), None)
    pps = next((unit for unit in units if _type(unit) == nal.H264_PPS), None)
    if sps is None or pps is None:
        return None
    try:
        return nal.avcc(sps, pps)
    except RtmpError as error:
        raise EncoderError(str(error)) from error


def _type(unit: bytes) -> int:
    return unit[0] & 0x1F
