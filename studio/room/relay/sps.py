"""The size of the picture, from the sequence parameter set of H.264.

width, height = picture_size(sps)
"""

from studio.rtmp.errors import RtmpError
from studio.rtmp.nal import Bits

MAX_SIDE_PX = 8192
_ENOUGH_BYTES = 512
_WITH_CHROMA = {100, 110, 122, 144, 244, 44, 83, 86, 118, 128}


def picture_size(sps: bytes) -> tuple[int, int]:
    """Return width and height in pixels, after cropping.

    Raises:
        RtmpError: If the bytes end too early or say something impossible.
    """
    bits = Bits(sps[4:_ENOUGH_BYTES].replace(b"\0\0\x03", b"\0\0"))
    bits.exp_golomb()  # seq_parameter_set_id
    chroma = _chroma(bits) if sps[1] in _WITH_CHROMA else 1
    bits.exp_golomb()  # log2_max_frame_num_minus4
    _skip_order(bits)
    bits.exp_golomb()  # max_num_ref_frames
    bits.take(1)  # gaps_in_frame_num_value_allowed_flag
    columns, rows = bits.exp_golomb() + 1, bits.exp_golomb() + 1
    is_frames_only = bits.take(1)
    if not is_frames_only:
        bits.take(1)  # mb_adaptive_frame_field_flag
    bits.take(1)  # direct_8x8_inference_flag
    width, height = columns * 16, rows * 16 * (2 - is_frames_only)
    if bits.take(1):
        left, right, top, bottom = (bits.exp_golomb() for _ in range(4))
        unit_x = 2 if chroma in (1, 2) else 1
        unit_y = (2 if chroma == 1 else 1) * (2 - is_frames_only)
        width, height = width - unit_x * (left + right), height - unit_y * (top + bottom)
    if not (0 < width <= MAX_SIDE_PX and 0 < height <= MAX_SIDE_PX):
        raise RtmpError(f"The picture has an impossible size of {width}x{height}.")
    return width, height


def _chroma(bits: Bits) -> int:
    chroma = bits.exp_golomb()
    if chroma == 3:
        bits.take(1)  # separate_colour_plane_flag
    bits.exp_golomb()  # bit_depth_luma_minus8
    bits.exp_golomb()  # bit_depth_chroma_minus8
    bits.take(1)  # qpprime_y_zero_transform_bypass_flag
    if bits.take(1):
        for index in range(12 if chroma == 3 else 8):
            if bits.take(1):
                _skip_scaling_list(bits, 16 if index < 6 else 64)
    return chroma


def _skip_scaling_list(bits: Bits, size: int) -> None:
    last, following = 8, 8
    for _ in range(size):
        if following:
            following = (last + _signed(bits)) & 255
        last = following or last


def _skip_order(bits: Bits) -> None:
    kind = bits.exp_golomb()
    if kind == 0:
        bits.exp_golomb()  # log2_max_pic_order_cnt_lsb_minus4
    elif kind == 1:
        bits.take(1)  # delta_pic_order_always_zero_flag
        bits.exp_golomb()  # offset_for_non_ref_pic, signed
        bits.exp_golomb()  # offset_for_top_to_bottom_field, signed
        for _ in range(min(bits.exp_golomb(), 255)):
            bits.exp_golomb()


def _signed(bits: Bits) -> int:
    code = bits.exp_golomb()
    return (code + 1) // 2 if code & 1 else -(code // 2)
