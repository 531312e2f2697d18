"""How a room of thousands is served: us, nchan, npm's ws and a bare C server, in one go.

    .venv/bin/python -m tests.bench.room_fanout [--runs 5] [--seconds 30] [--rows rate10,rate50]
    .venv/bin/python -m tests.bench.room_fanout --nodes 2 [--viewers 10000] [--seconds 30]

Server on one core, load generator on the other, loopback.  The runs are interleaved and
the medians compared.  In ours every viewer joins with a token and each danmaku is said
by another one and goes through rules, actor and packer; the filter is off.  The peers
pass on messages of the same length, and each is packed as suits it best: nchan's
publisher packs for 50 ms at 50 a second and 10,000 viewers, ws packs for 50 ms there.
``--nodes`` compares real edge nodes with one (fanout_nodes.py) and nothing else.  The
chart of growth is drawn beside the table, and its path printed.
"""

import argparse
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.fanout_checks import growth, reconnect
from tests.bench.fanout_nodes import compare
from tests.bench.fanout_peers import install
from tests.bench.fanout_subjects import build, running
from tests.bench.fanout_viewers import Answer, Viewers
from tests.bench.machine import the_machine_to_ourselves

MANY, FEWER = 10_000, 1_000
BUSY_LIMIT = 0.95


@dataclass(frozen=True, slots=True)
class Row:
    """One load.

    Attributes:
        subjects: By name, for how long the publisher and the server pack, in ms.
    """

    name: str
    viewers: int
    rate: int
    subjects: dict[str, tuple[int, int]]


ROWS = (
    Row("rate10", MANY, 10, {"ours": (0, 0), "nchan": (0, 0), "ws": (0, 0), "floor": (0, 0)}),
    Row("rate50", MANY, 50, {"ours": (0, 0), "nchan": (50, 0), "ws": (0, 50), "floor": (0, 50)}),
    Row("rate200", MANY, 200, {"ours": (0, 0)}),
    Row("fewer", FEWER, 50, {"ours": (0, 0), "nchan": (0, 0), "ws": (0, 0), "floor": (0, 0)}),
)
Results = dict[tuple[str, str], list[Answer]]


def session(work: Path, name: str, rows: list[Row], seconds: float) -> Iterator[tuple[str, Answer]]:
    """Start one server, let its viewers in once, and put each load on it."""
    viewers, (_, pack_ms) = rows[0].viewers, rows[0].subjects[name]
    with (
        running(name, work / f"run-{name}", viewers, pack_ms) as server,
        Viewers(work, server, viewers) as crowd,
    ):
        before_kb = server.memory_kb()
        opened = crowd.connect()
        each_kb = (server.memory_kb() - before_kb) / max(opened["ready"], 1)
        for row in rows:
            cpu_s = server.cpu_s()
            answer = crowd.run(row.rate, row.subjects[name][0], seconds)
            answer["cpu_us"] = (server.cpu_s() - cpu_s) * 1e6 / max(answer["got"], 1)
            yield row.name, answer | {"each_kb": each_kb, "connect_s": opened["seconds"]}


def one_round(work: Path, rows: list[Row], names: list[str], seconds: float, into: Results) -> None:
    """Measure every server under every load once."""
    for viewers in sorted({row.viewers for row in rows}):
        for name in names:
            loads: dict[int, list[Row]] = {}
            for row in rows:
                if row.viewers == viewers and name in row.subjects:
                    loads.setdefault(row.subjects[name][1], []).append(row)
            for group in loads.values():
                for row_name, answer in session(work, name, group, seconds):
                    into.setdefault((row_name, name), []).append(answer)
                    _say(row_name, name, answer)


def median(answers: list[Answer], key: str) -> float:
    """Return the median of one figure."""
    return statistics.median(answer[key] for answer in answers)


def table(rows: list[Row], results: Results) -> Iterator[str]:
    """Yield the lines of a table of medians."""
    yield "| load | server | delivered | p50 ms | p99 ms | CPU-µs each | KB each | generator busy |"
    yield "|---|---|---|---|---|---|---|---|"
    for row in rows:
        for name in row.subjects:
            if answers := results.get((row.name, name)):
                got = sum(each["got"] for each in answers) / sum(each["wanted"] for each in answers)
                busy = max(each["busy"] for each in answers)
                yield (
                    f"| {row.viewers:,} × {row.rate}/s | {name} | {got:.3%} "
                    f"| {median(answers, 'p50_ms'):.1f} | {median(answers, 'p99_ms'):.1f} "
                    f"| {median(answers, 'cpu_us'):.2f} | {median(answers, 'each_kb'):.1f} "
                    f"| {busy:.0%}{' IT IS THE BOUND' if busy > BUSY_LIMIT else ''} |"
                )


def bars(results: Results) -> Iterator[tuple[str, float, float]]:
    """Yield what must hold: what it is, what was measured, the most that it may be."""
    p99 = {key: median(answers, "p99_ms") for key, answers in results.items()}

    def against(row: str, other: str, factor: float) -> Iterator[tuple[str, float, float]]:
        if (row, "ours") in p99 and (row, other) in p99:
            limit_ms = factor * p99[row, other]
            yield f"{row}: p99 ms, {factor:g} × {other}", p99[row, "ours"], limit_ms

    yield from against("rate10", "nchan", 1.15)
    yield from against("rate10", "ws", 0.4)
    yield from against("rate10", "floor", 1.25)
    yield from against("rate50", "nchan", 0.1)
    if ("rate200", "ours") in p99 and ("rate10", "ours") in p99:
        yield "rate200: p99 ms, 4 × rate10", p99["rate200", "ours"], 4 * p99["rate10", "ours"]
    yield from against("fewer", "nchan", 1.0)
    for (row, name), answers in results.items():
        if name == "ours":
            lost = sum(each["wanted"] - each["got"] for each in answers)
            yield f"{row}: not delivered", lost, 0
            if row == "rate10":
                yield "KB of memory for each viewer", median(answers, "each_kb"), 34


def main() -> int:
    """Measure and print; the status is 1 if a bar does not hold."""
    parser = argparse.ArgumentParser(prog="room_fanout", description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=5, help="of each, interleaved")
    parser.add_argument("--seconds", type=float, default=30.0, help="of each run")
    parser.add_argument("--rows", default=",".join(row.name for row in ROWS) + ",reconnect,growth")
    parser.add_argument("--subjects", default="ours,nchan,ws,floor")
    parser.add_argument("--nodes", type=int, default=0, help="compare so many edge nodes with one")
    parser.add_argument("--viewers", type=int, default=MANY, help="of --nodes")
    parser.add_argument("--work", type=Path, default=Path("/tmp/rocket-bench"))
    asked = parser.parse_args()
    wanted, names = asked.rows.split(","), asked.subjects.split(",")
    rows = [row for row in ROWS if row.name in wanted]
    work = asked.work / time.strftime("fanout-%H%M%S")
    build(work)
    if asked.nodes:
        with the_machine_to_ourselves():
            for line in compare(work, asked.viewers, asked.nodes, asked.seconds):
                print(line, flush=True)
        return 0
    install(work, names)
    results: Results = {}
    checks: list[tuple[str, float, float]] = []
    with the_machine_to_ourselves():
        for _ in range(asked.runs):
            one_round(work, rows, names, asked.seconds, results)
        if "reconnect" in wanted:
            checks += reconnect(work, MANY)
        if "growth" in wanted:
            checks += growth(work, min(asked.seconds, 10.0))
    print("\n".join(table(rows, results)))
    checks += bars(results)
    for what, measured, limit in checks:
        print(f"{'holds' if measured <= limit else 'FAILS'}  {what}: {measured:.2f} ≤ {limit:.2f}")
    return int(any(measured > limit for _, measured, limit in checks))


def _say(row: str, name: str, answer: Answer) -> None:
    print(
        f"{row:8} {name:6} got {answer['got'] / answer['wanted']:.3f}"
        f"  p50 {answer['p50_ms']:8.1f}  p99 {answer['p99_ms']:8.1f} ms"
        f"  {answer['cpu_us']:.2f} µs each  busy {answer['busy']:.0%}",
        flush=True,
    )


if __name__ == "__main__":
    raise SystemExit(main())
