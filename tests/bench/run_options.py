"""What a run of the bench is asked for; every subject gets the same."""

from dataclasses import dataclass
from pathlib import Path

from tests.bench.standard_scene import LAYERS, Layout, layout


@dataclass(frozen=True)
class RunOptions:
    """Size, rate and surroundings of a run.

    Attributes:
        compositor: Which of ours draws; the peers have but one.
        preset: Of x264 for our side; the peers always take veryfast.
    """

    media: Path
    width: int = 1920
    height: int = 1080
    fps: int = 30
    kbps: int = 4500
    layers: tuple[str, ...] = LAYERS
    seconds: float = 60.0
    warm_up_s: float = 10.0
    stage_hz: float = 60.0
    compositor: str = "auto"
    latency: str = "normal"
    preset: str = "veryfast"

    @property
    def layout(self) -> Layout:
        """Where the layers lie."""
        return layout(self.width, self.height).only(self.layers)
