"""One edge node against two for the same room: real nodes, NATS and PostgreSQL, on this machine.

Two generators with half of the viewers each say half of the danmaku each; in the first
case both are at the same node.  What is compared is what a delivery costs the nodes
together, and how late it is.  Where nodes and generators have to share cores, that is said,
as the times then show the machine and not the server.
"""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from studio.room.auth.secret import Secret
from studio.room.auth.tokens import Claims, Tokens
from studio.room.protocol.values import Role
from tests.bench.fanout_subjects import Subject
from tests.bench.fanout_viewers import Answer, Viewers
from tests.room.postgres import Postgres
from tests.room.scale.nodes import NatsServer, Node

RATE = 10
GENERATORS = 2
TAIL_S = 4.0
HEAD = "| nodes | viewers | delivered | p50 ms | p99 ms | CPU-µs a delivery | of a core each |"


def compare(work: Path, viewers: int, most_nodes: int, seconds: float) -> Iterator[str]:
    """Measure one node and ``most_nodes``; yield the lines of a table."""
    yield f"{HEAD}\n{'|---' * (HEAD.count('|') - 1)}|"
    cores = os.cpu_count() or 1
    for nodes in (1, most_nodes):
        yield _line(nodes, viewers, _measured(work / f"nodes-{nodes}", viewers, nodes, seconds))
    if cores < most_nodes + GENERATORS:
        yield (
            f"THE GENERATORS LEAVE NO CORE: {most_nodes} nodes, {GENERATORS} generators, NATS and "
            f"PostgreSQL share {cores} cores; the cost of a delivery counts, the times don't."
        )


def _line(nodes: int, viewers: int, found: Answer) -> str:
    return (
        f"| {nodes} | {viewers:,} | {found['got'] / found['wanted']:.2%} | {found['p50_ms']:.1f} "
        f"| {found['p99_ms']:.1f} | {found['cpu_us']:.2f} | {found['share']:.0%} |"
    )


def _measured(folder: Path, viewers: int, count: int, seconds: float) -> Answer:
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        nats = stack.enter_context(NatsServer(folder))
        database = stack.enter_context(Postgres.started()).new_database()
        nodes = [stack.enter_context(Node(folder / "0", nats.url, database))]
        for number in range(1, count):
            another = Node(folder / str(number), nats.url, database, like=nodes[0].folder)
            nodes.append(stack.enter_context(another))
        each = viewers // GENERATORS
        crowds = []
        for number in range(GENERATORS):
            node = nodes[number % count]
            tokens = folder / f"tokens-{number}"
            _write_tokens(node, tokens, number * each, each)
            pid = int(node.said["pid"])
            subject = Subject("node", pid, node.ws_port, "room", "/ws", tokens)
            crowds.append(stack.enter_context(Viewers(folder.parent, subject, each)))
        for crowd in crowds:
            opened = crowd.connect()
            if opened["ready"] < each:
                raise SystemExit(f"Only {opened['ready']} of {each} viewers came in.")
        return _run(nodes, crowds, seconds)


def _run(nodes: list[Node], crowds: list[Viewers], seconds: float) -> Answer:
    before_s = sum(map(_cpu_s, nodes))
    with ThreadPoolExecutor(len(crowds)) as both:
        answers = list(both.map(lambda crowd: _talk(crowd, RATE // len(crowds), seconds), crowds))
    cpu_s = sum(map(_cpu_s, nodes)) - before_s
    got = sum(answer["got"] for answer in answers)
    return {
        "got": got,
        # Each hears what all say.
        "wanted": sum(answer["wanted"] for answer in answers) * len(answers),
        "p50_ms": max(answer["p50_ms"] for answer in answers),
        "p99_ms": max(answer["p99_ms"] for answer in answers),
        "cpu_us": cpu_s * 1e6 / max(got, 1),
        "share": cpu_s / seconds / len(nodes),
    }


def _talk(crowd: Viewers, rate: int, seconds: float) -> Answer:
    """Let a crowd talk; a generator waits for its own danmaku, so the others' last come after."""
    answer = crowd.run(rate, 0, seconds)
    return answer | {"got": answer["got"] + crowd.watch(TAIL_S)["marks"]}


def _cpu_s(node: Node) -> float:
    subject = Subject("node", int(node.said["pid"]), node.ws_port, "room", "/ws")
    return subject.cpu_s()


def _write_tokens(node: Node, path: Path, first: int, count: int) -> None:
    """Write a token a line, as ``fanout_server`` does, and wait until the node is ready."""
    tokens = Tokens(Secret.open(node.folder / "secret"))
    expires_s = int(time.time()) + 3_600
    names = (f"viewer{number:05d}" for number in range(first, first + count))
    lines = (tokens.sign(Claims(each, each, Role.VIEWER, "1", True, expires_s)) for each in names)
    path.write_text("\n".join(lines) + "\n")
    while not node.get("/readyz").is_success:
        time.sleep(0.1)
