"""Tests of studio.engine.captions.video_captions."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.engine.captions.a53 import sei
from studio.engine.captions.video_captions import SILENCE_NS, VideoCaptions
from studio.engine.outputs.recording import Recording
from studio.model.captions.spoken import Spoken
from studio.model.media import SECOND_NS, Packet
from studio.rtmp.nal import length_prefixed, split_length_prefixed
from tests.engine.captions.decoder import Decoder
from tests.engine.captions.video import cost_bytes, encoded, read_captions, write_flv
from tests.model.captions.telling import anything, by_character, told

SAID = (
    "It’s a sunny day, isn't it?",
    "Olé! Voilà: l'été à Zürich, 20 °C ♪",
    "Everything that is said here is read by everybody who likes to.",
)
NTSC = Fraction(30000, 1001)


def picture(index: int, fps: int = 30) -> Packet:
    pts_ns = index * SECOND_NS // fps
    duration_ns = (index + 1) * SECOND_NS // fps - pts_ns
    return Packet(0, pts_ns, pts_ns, duration_ns, False, length_prefixed([b"\x41"]))


def pairs_in(packet: Packet) -> list[bytes]:
    units = [unit for unit in split_length_prefixed(packet.data) if unit[:2] == b"\x06\x04"]
    if not units:
        return []
    (unit,) = units
    pairs = [unit[14 + 3 * n : 16 + 3 * n] for n in range(unit[11] & 31)]
    assert unit == sei(pairs)
    return pairs


def on() -> VideoCaptions:
    captions = VideoCaptions()
    captions.set(is_on=True, rows=3)
    return captions


@pytest.mark.parametrize(
    ("fps", "b_frames"),
    [(Fraction(25), 0), (NTSC, 0), (Fraction(30), 2), (Fraction(60), 0)],
)
def test_ffmpeg_reads_from_a_stream_what_was_said(
    tmp_path: Path, fps: Fraction, b_frames: int
) -> None:
    format, packets = encoded(24, fps, b_frames=b_frames)
    captions, sent = on(), []
    said = list(enumerate(SAID))
    for packet in packets:
        if said and packet.pts_ns >= said[0][0] * 4 * SECOND_NS:
            number, text = said.pop(0)
            captions.say(told(text, str(number)))
        sent.append(captions.carry(packet))
    write_flv(tmp_path / "a.flv", format, sent)
    read = " ".join(read_captions(tmp_path / "a.flv"))
    assert read.replace("’", "'") == " ".join(SAID).replace("’", "'")
    assert cost_bytes(packets, sent) * 8 / 24 <= 6_000  # bit/s


def test_words_are_in_the_video_before_the_sentence_is_over(tmp_path: Path) -> None:
    format, packets = encoded(14, Fraction(30))
    captions, sent = on(), []
    tellings = iter(
        [
            told("We sink", is_final=False),
            told("We sink it", is_final=False),
            told("We think it is", is_final=False),
            told("We think it is good so", is_final=False),
            told("We think it is good so far."),
        ]
    )
    early = Decoder()
    for number, packet in enumerate(packets):
        if number % 15 == 0 and (spoken := next(tellings, None)):
            captions.say(spoken)
        sent.append(captions.carry(packet))
        if number < 30:
            for pair in pairs_in(sent[-1]):
                early.take(pair)
    assert early.text == ["We sink"]
    write_flv(tmp_path / "a.flv", format, sent)
    assert read_captions(tmp_path / "a.flv") == ["We think it is good so far."]


def test_a_recording_carries_them_too(tmp_path: Path) -> None:
    format, packets = encoded(12, Fraction(30))
    captions = on()
    captions.say(told("Hello, everybody.", speaker="Mary"))
    recording = Recording(tmp_path / "a.mkv", on_event=print)
    recording.put_format(0, format)
    for packet in packets:
        recording.put(captions.carry(packet))
    recording.close()
    assert read_captions(tmp_path / "a.mkv") == [">> Hello, everybody."]


@pytest.mark.parametrize(("fps", "each_second"), [(24, 24), (25, 25), (30, 30), (50, 25), (60, 30)])
def test_pairs_are_paced_by_the_pictures(fps: int, each_second: int) -> None:
    captions = on()
    counts = [len(pairs_in(captions.carry(picture(index, fps)))) for index in range(10 * fps)]
    assert set(counts) <= {0, 1}
    assert sum(counts) == 10 * each_second


def test_pictures_that_are_left_out_lose_no_words() -> None:
    captions, decoder = on(), Decoder()
    captions.say(told("All of this is read although pictures are left out."))
    for index in range(300):
        if index % 7 not in (2, 3) and not 40 < index < 90:
            for pair in pairs_in(captions.carry(picture(index))):
                decoder.take(pair)
    assert decoder.everything == "All of this is read although pictures are left out."


def test_after_a_silence_the_picture_is_empty() -> None:
    captions, decoder = on(), Decoder()
    captions.say(told("The end."))
    last_seen_ns = 0
    for index in range(30 * 12):
        for pair in pairs_in(captions.carry(picture(index))):
            decoder.take(pair)
        if decoder.text:
            last_seen_ns = picture(index).pts_ns
    assert decoder.text == []
    assert last_seen_ns == pytest.approx(SILENCE_NS + SECOND_NS // 3, abs=SECOND_NS // 4)


def test_off_it_changes_nothing() -> None:
    captions = VideoCaptions()
    captions.say(told("Nobody reads this."))
    packet = picture(0)
    assert captions.carry(packet) is packet
    captions.set(is_on=True, rows=2)
    assert pairs_in(captions.carry(packet)) == [b"\x80\x80"]
    captions.set(is_on=False, rows=2)
    assert captions.carry(picture(1)) == picture(1)


def test_sound_and_chinese_are_left_alone() -> None:
    captions = on()
    captions.say(by_character("大家好"))
    captions.say(by_character("大家好。", is_final=False))
    sound = replace(picture(0), track=1)
    assert captions.carry(sound) is sound
    assert pairs_in(captions.carry(picture(0))) == [b"\x80\x80"]
    assert captions.refused == 1


def test_two_at_once_have_rows_of_their_own() -> None:
    captions, decoder = on(), Decoder()
    captions.say(told("I was about", "1", is_final=False))
    captions.say(told("I was about to", "1", is_final=False))
    captions.say(told("No!", "2"))
    captions.say(told("I was about to go.", "1"))
    captions.say(told("Well then.", "3"))
    for index in range(120):
        for pair in pairs_in(captions.carry(picture(index))):
            decoder.take(pair)
    assert decoder.text == ["I was about", "No!", "to go. Well then."]


@settings(max_examples=60, deadline=None)
@given(st.lists(anything(), max_size=6))
def test_whatever_is_said_a_decoder_takes_it(said: list[Spoken]) -> None:
    captions, decoder = on(), Decoder()
    for number, spoken in enumerate(said):
        captions.say(spoken)
        for index in range(number * 60, number * 60 + 60):
            for pair in pairs_in(captions.carry(picture(index))):
                decoder.take(pair)
