"""Recordings of speech with transcripts that nobody here made, for the bench of captions.

LibriVox and read cards from Debian's pocketsphinx-testdata, single words from its alsa-utils, and
the beginning of A Tale of Two Cities from the wheel that the English model is in.  Fetched once::

    clips = fetch(work)                 # [Clip("librivox-0870", samples, "and mister john…"), …]
    noisy = with_music(clip.samples, 10)
"""

import io
import subprocess
import wave
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from studio.captions.sound import RATE_HZ, Downsampler, Mono
from studio.weights.models import named
from studio.weights.wheel_source import WheelSource

ALSA = Path("/usr/share/sounds/alsa")
MUSIC = Path(__file__).parents[2] / "assets" / "clips" / "music.ogg"
TWO_CITIES = (
    "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age "
    "of foolishness, it was the epoch of belief, it was the epoch of incredulity, it was the "
    "season of Light, it was the season of Darkness, it was the spring of hope, it was the winter "
    "of despair, we had everything before us, we had nothing before us, we were all going direct "
    "to Heaven, we were all going direct the other way in short, the period was so far like the "
    "present period, that some of its noisiest authorities insisted on its being received, for "
    "good or for evil, in the superlative degree of comparison only."
)
"""Charles Dickens, 1859."""
_PAUSE_S = 1.0


@dataclass(frozen=True)
class Clip:
    """One recording.

    Attributes:
        samples: (frames,) at 16 kHz.
        text: What is said.
    """

    name: str
    samples: Mono
    text: str


def fetch(work: Path) -> list[Clip]:
    """Return all clips, each with silence before and behind it."""
    clips = [*_sphinx(work), *_alsa(), _two_cities(work)]
    quiet = np.zeros(round(_PAUSE_S * RATE_HZ), np.float32)
    return [
        Clip(each.name, np.concatenate((quiet, each.samples, quiet)), each.text) for each in clips
    ]


def with_music(samples: Mono, below_db: float) -> Mono:
    """Return speech with music so far below it."""
    with av.open(str(MUSIC)) as file:
        resampler = av.AudioResampler("flt", "mono", RATE_HZ)
        frames = [made for each in file.decode(audio=0) for made in resampler.resample(each)]
    music = np.concatenate([frame.to_ndarray()[0] for frame in frames])
    return _mixed(samples, music, below_db)


def with_noise(samples: Mono, below_db: float) -> Mono:
    """Return speech with the noise of a room so far below it: pink, and voices of others in it."""
    spectrum = np.fft.rfft(np.random.default_rng(1).standard_normal(len(samples)))
    spectrum[1:] /= np.sqrt(np.arange(1, len(spectrum)))
    noise = np.fft.irfft(spectrum, len(samples))
    voices = np.concatenate([each.samples for each in _alsa()])
    for n in range(6):  # backwards and over one another: voices, but no words
        noise += 1.5 * noise.std() * np.resize(voices[::-1], len(noise) + 7000 * n)[7000 * n :]
    return _mixed(samples, noise.astype(np.float32), below_db)


def _mixed(samples: Mono, other: Mono, below_db: float) -> Mono:
    voiced = samples[np.abs(samples) > 0.02 * np.abs(samples).max()]
    loud = np.sqrt(np.mean(voiced**2)) * 10 ** (-below_db / 20)
    under = np.resize(other, len(samples)) * loud / np.sqrt(np.mean(other**2))
    mixed: Mono = np.clip(samples + under, -1, 1).astype(np.float32)
    return mixed


def _sphinx(work: Path) -> list[Clip]:
    folder = work / "pocketsphinx-testdata"
    data = folder / "usr/share/pocketsphinx/test/data"
    if not data.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", "-q", folder.name], cwd=folder, check=True)
        (package,) = folder.glob("*.deb")
        subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
    clips = []
    for part, listed in (("librivox", "transcription"), ("cards", "cards.transcription")):
        for line in (data / part / listed).read_text().splitlines():
            text, _, name = line.replace("<s>", "").partition("</s>")
            name = name.strip(" ()")
            samples = _read((data / part / f"{name}.wav").read_bytes())
            clips.append(Clip(f"{part}-{name[-4:]}", samples, text.strip()))
    return clips


def _alsa() -> list[Clip]:
    return [
        Clip(path.stem, _read(path.read_bytes()), path.stem.replace("_", " "))
        for path in sorted(ALSA.glob("*_*.wav"))
    ]


def _two_cities(work: Path) -> Clip:
    path = work / "two_cities.wav"
    if not path.exists():
        package = named("english_encoder").sources[0].package
        assert package is not None
        with WheelSource() as wheels:
            path.write_bytes(wheels.read(package, "moonshine_voice/assets/two_cities.wav"))
    return Clip("two-cities", _read(path.read_bytes()), TWO_CITIES)


def _read(data: bytes) -> Mono:
    with wave.open(io.BytesIO(data)) as file:
        rate_hz = file.getframerate()
        raw = np.frombuffer(file.readframes(file.getnframes()), np.int16)
    samples = (raw / 32768).astype(np.float32)
    if rate_hz == RATE_HZ:
        return samples
    return Downsampler(rate_hz).process(np.pad(samples, (0, rate_hz // 10))[:, None])
