"""What the fan-out bench checks of our server alone: everybody coming back, and growth."""

import asyncio
import json
import time
from pathlib import Path

import websockets

from tests.bench.fanout_subjects import Subject, running
from tests.bench.fanout_viewers import Viewers
from tests.bench.plot import write_chart

GROWTH = (100, 300, 1_000, 3_000, 10_000)
FEW = 10
GROWTH_RATE = 10
GROWTH_LIMIT = 1.5
"""Dearest over cheapest delivery from 300 viewers on, without what a message costs once; with
100 it still shows, as what wakes for a few has fewer caches to fill."""
RECONNECT_S = 10.0
MISSED = 20

Check = tuple[str, float, float]


def reconnect(work: Path, viewers: int) -> list[Check]:
    """Let everybody come back at once: after a break of the network, and after a kill."""
    folder, checks = work / "run-ours", list[Check]()
    with running("ours", folder, viewers) as server, Viewers(work, server, viewers) as crowd:
        crowd.connect()
        epoch, offset = asyncio.run(_talk(server))
        back = crowd.connect(epoch, offset)
        wrong = viewers - back["recovered"] + abs(viewers * MISSED - back["marks"])
        print(f"all back after a break: {back}")
        checks.append(("reconnect: seconds for all", back["seconds"], RECONNECT_S))
        checks.append(("reconnect: not back, or with a wrong history", wrong, 0))
        port = server.port
    # The generator of the first server is gone; a new one stands for the same people.
    with (
        running("ours", folder, viewers, port=port) as server,
        Viewers(work, server, viewers) as crowd,
    ):
        back = crowd.connect(epoch, offset)
        print(f"all back after a restart: {back}")
        checks.append(("restart: seconds for all", back["seconds"], RECONNECT_S))
        checks.append(("restart: not told to begin anew", viewers - back["not_recovered"], 0))
    return checks


def growth(work: Path, seconds: float) -> list[Check]:
    """Measure what a delivery costs from a hundred viewers to ten thousand; draw it.

    What a message costs once, whoever hears it, is measured with a few viewers and drawn apart:
    a server that sleeps between messages wakes with cold caches, which a hundred viewers share.
    """
    costs: dict[str, list[float]] = {"ours": [], "a delivery alone": []}
    costs["floor"] = []
    once_us = FEW * _delivery_us(work, "ours", FEW, seconds)
    print(f"growth ours: a message costs {once_us:.0f} CPU-µs with {FEW} viewers", flush=True)
    for name in ("ours", "floor"):
        for viewers in GROWTH:
            costs[name].append(_delivery_us(work, name, viewers, seconds))
            print(f"growth {name} {viewers:,}: {costs[name][-1]:.2f} CPU-µs a delivery", flush=True)
    few_us = FEW * costs["ours"][-1]  # of which that is for the deliveries
    apart = costs["a delivery alone"]
    for viewers, cost in zip(GROWTH, costs["ours"], strict=True):
        apart.append(cost - (once_us - few_us) / viewers)
    print("growth ours, without that:", ", ".join(f"{each:.2f}" for each in apart))
    path = work / "growth.svg"
    places = [f"{viewers:,}" for viewers in GROWTH]
    write_chart(path, "CPU-µs a delivery", "viewers of one room", places, costs)
    print(f"drawn: {path}")
    return [
        (
            "growth: dearest delivery over the cheapest",
            max(apart[1:]) / min(apart[1:]),
            GROWTH_LIMIT,
        )
    ]


def _delivery_us(work: Path, name: str, viewers: int, seconds: float) -> float:
    with (
        running(name, work / f"run-{name}", viewers) as server,
        Viewers(work, server, viewers) as crowd,
    ):
        crowd.connect()
        before_s = server.cpu_s()
        answer = crowd.run(GROWTH_RATE, 0, seconds)
        return (server.cpu_s() - before_s) * 1e6 / max(answer["got"], 1)


async def _talk(server: Subject) -> tuple[str, int]:
    """Say a few danmaku that others will have missed; return what they saw last."""
    assert server.tokens
    token = server.tokens.read_text().split("\n")[0]
    async with websockets.connect(f"ws://127.0.0.1:{server.port}/ws") as socket:
        await socket.send(json.dumps({"type": "join", "room": "1", "token": token}))
        joined = json.loads(await socket.recv())[0]
        for number in range(MISSED):
            text = f"~T{time.monotonic_ns() // 1000:016d} you missed this"
            await socket.send(json.dumps({"type": "say", "id": str(number), "text": text}))
        accepted = 0
        while accepted < MISSED:
            found = json.loads(await socket.recv())
            accepted += sum(each["type"] == "accepted" for each in found)
    return joined["epoch"], joined["offset"]
