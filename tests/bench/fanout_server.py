"""Our server as the fan-out bench measures it: the whole live half, its filter off.

Writes where it listens and a token for each viewer, and runs until SIGTERM::

    python -m tests.bench.fanout_server FOLDER VIEWERS [PORT]
"""

import asyncio
import gc
import signal
import sys
from pathlib import Path

import uvloop

from tests.room.live.stand import Stand, stand


def write_tokens(here: Stand, folder: Path, viewers: int) -> None:
    """Write a token a line; guests, as most viewers of an open room are."""
    lines = (here.token(f"viewer{number:05d}", is_guest=True) for number in range(viewers))
    (folder / "tokens").write_text("\n".join(lines) + "\n")


async def serve_until_term(folder: Path, viewers: int, port: int) -> None:
    """Serve."""
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    async with stand(folder, port=port) as here:
        write_tokens(here, folder, viewers)
        gc.freeze()  # what was made until now stays: no need to look at it again
        (folder / "port").write_text(str(here.port))
        await ended.wait()
        print(here.figures.numbers(), file=sys.stderr)


if __name__ == "__main__":
    uvloop.run(
        serve_until_term(
            Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0
        )
    )
