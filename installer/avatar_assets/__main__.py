"""Makes the files of assets/avatars by hand: ``python -m installer.avatar_assets``."""

from pathlib import Path

from installer.avatar_assets.nova import nova
from installer.avatar_assets.vrm_file import vrm_of

AVATARS = Path(__file__).resolve().parents[2] / "assets/avatars"
FILES = {"nova.vrm": 1}
"""Their versions of VRM."""


def main() -> None:
    """Make all of them."""
    AVATARS.mkdir(parents=True, exist_ok=True)
    for name, version in FILES.items():
        (AVATARS / name).write_bytes(vrm_of(nova(), version))


if __name__ == "__main__":
    main()
