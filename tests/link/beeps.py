"""A phone of tests that beeps and lights up as its page does, its microphone late or its camera.

sender = Sender(quiet_of(clip, size), send)
flash(sender, quiet, size, at_s=0.5, sound_late_s=-0.15)      # once
await beeps(sender, quiet, size, sound_late_s=0.08)           # whenever it is told to
"""

import asyncio
from dataclasses import replace

from studio.link.beep import BEEP_HZ
from tests.link.encoded_clip import EncodedClip, encode_light, encode_tone
from tests.link.sender import Sender

LIGHT_S, BEEP_S = 0.15, 0.1
DIM, BRIGHT = 80, 200

Size = tuple[int, int]


def quiet_of(clip: EncodedClip, size: Size) -> EncodedClip:
    """Return a clip in which nothing is seen or heard that could be taken for light or beep."""
    return replace(clip, pictures=encode_light(*size, DIM), sounds=clip.sounds[:1])


def flash(
    sender: Sender, quiet: EncodedClip, size: Size, *, at_s: float, sound_late_s: float
) -> None:
    """Beep and light up once, in so many seconds; of the two one comes late."""
    bright, tone = encode_light(*size, BRIGHT), encode_tone(BEEP_HZ)  # it takes a moment: first
    put = asyncio.get_running_loop().call_later
    light_s, beep_s = at_s + max(0.0, -sound_late_s), at_s + max(0.0, sound_late_s)
    put(light_s, setattr, sender.pictures, "packets", bright)
    put(light_s + LIGHT_S, setattr, sender.pictures, "packets", quiet.pictures)
    put(beep_s, setattr, sender.sounds, "packets", tone)
    put(beep_s + BEEP_S, setattr, sender.sounds, "packets", quiet.sounds)


async def beeps(sender: Sender, quiet: EncodedClip, size: Size, sound_late_s: float) -> None:
    """Do what the phone's page does when it is told to beep, until cancelled."""
    done = 0
    while True:
        told = [each for each in sender.heard if each["type"] == "beep"]
        for each in told[done:]:
            done += 1
            at_s = each["at_ms"] / 1000
            flash(sender, quiet, size, at_s=at_s, sound_late_s=sound_late_s)
        await asyncio.sleep(0.01)
