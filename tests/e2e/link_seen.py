"""What a guest's page shows and plays, read in the page; and the clip that comes back to it.

page.add_init_script(SPEAK_A_TONE % 1500)
page.evaluate(SEEN_CORNER)                # the colour at the top left of the programme
page.evaluate(LISTEN)
page.evaluate(LEVEL_DB, 700)              # how loud a tone of it is
page.evaluate(LEVELS_DB, [700, 1500])     # the same of some, over two seconds
"""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

RATE_HZ = 48_000
CLIP_S = 2
BLOCK_FRAMES = 1_000

SPEAK_A_TONE = """
const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (asked) => {
  const stream = await open(asked);
  if (!asked.audio) return stream;
  for (const track of stream.getAudioTracks()) stream.removeTrack(track);
  const context = new AudioContext();
  const tone = new OscillatorNode(context, { frequency: %d });
  const out = new MediaStreamAudioDestinationNode(context);
  tone.connect(new GainNode(context, { gain: 0.3 })).connect(out);
  tone.start();
  stream.addTrack(out.stream.getAudioTracks()[0]);
  return stream;
};
"""
SEEN_CORNER = """() => {
  const video = document.querySelector("#programme");
  const canvas = new OffscreenCanvas(64, 36);
  const paint = canvas.getContext("2d");
  paint.drawImage(video, 0, 0, 64, 36);
  return [...paint.getImageData(6, 4, 1, 1).data].slice(0, 3);
}"""
LISTEN = """() => {
  const context = new AudioContext();
  window.heard = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
  const stream = document.querySelector("#programme").srcObject;
  context.createMediaStreamSource(stream).connect(window.heard);
}"""
LEVEL_DB = """(hz) => {
  const levels = new Float32Array(window.heard.frequencyBinCount);
  window.heard.getFloatFrequencyData(levels);
  const at = Math.round((hz * window.heard.fftSize) / window.heard.context.sampleRate);
  return Math.max(-200, ...levels.slice(at - 3, at + 4));
}"""

LEVELS_DB = """async (tones) => {
  const levels = new Float32Array(window.heard.frequencyBinCount);
  const found = tones.map(() => []);
  for (let look = 0; look < 20; look += 1) {
    await new Promise((done) => setTimeout(done, 100));
    window.heard.getFloatFrequencyData(levels);
    tones.forEach((hz, at) => {
      const bin = Math.round((hz * window.heard.fftSize) / window.heard.context.sampleRate);
      found[at].push(Math.max(-200, ...levels.slice(bin - 3, bin + 4)));
    });
  }
  return found.map((each) => each.sort((a, b) => a - b)[10]);
}"""
"""The middle of many looks: a tone that breaks off, as sound does on a busy machine, is for that
moment heard at every pitch."""


def write_clip(path: Path, colour: tuple[int, int, int], hz: float) -> None:
    """Write a short clip of one colour, with a tone."""
    with av.open(str(path), "w") as file:
        video = file.add_stream("libx264", Fraction(30), options={"preset": "ultrafast"})
        video.width, video.height, video.pix_fmt = 160, 90, "yuv420p"
        sound = file.add_stream("pcm_s16le", RATE_HZ, layout="mono")
        picture = np.full((90, 160, 3), colour, np.uint8)
        for number in range(30 * CLIP_S):
            frame = av.VideoFrame.from_ndarray(picture, "rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 30)
            file.mux(video.encode(frame))
        file.mux(video.encode())
        at = np.arange(RATE_HZ * CLIP_S) / RATE_HZ
        tone = (np.sin(2 * np.pi * hz * at) * 6000).astype(np.int16)
        for start in range(0, len(tone), BLOCK_FRAMES):  # as files have it: not all in one packet
            part = tone[start : start + BLOCK_FRAMES].reshape(1, -1)
            block = av.AudioFrame.from_ndarray(part, "s16", "mono")
            block.sample_rate, block.pts = RATE_HZ, start
            file.mux(sound.encode(block))
        file.mux(sound.encode())


def level_db(samples: NDArray[np.float32], hz: float) -> float:
    """Return how loud a tone is where it is loudest, of pieces of a sixth of a second."""
    size = 8192
    pieces = samples[: len(samples) // size * size].reshape(-1, size) * np.hanning(size)
    at = round(hz * size / RATE_HZ)
    power = np.abs(np.fft.rfft(pieces, axis=1))[:, at - 2 : at + 3] / (size / 4)
    return float(20 * np.log10(max(power.max(), 1e-9)))
