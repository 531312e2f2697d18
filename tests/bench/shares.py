"""Where our CPU time goes, by the names that the system has for processes and threads.

    shares(run, frames)["encode"]      # CPU-ms a frame

Threads of a library carry the name of the one that started them: x264's that of the
engine's main thread, lavapipe's that of ``warm-up``, OpenCV's that of ``tick``.
"""

from collections.abc import Mapping
from fnmatch import fnmatch

ENGINE, CAPTURE = "rocket-studio e", "rocket-studio c"
REST = "rest"
ROLES: Mapping[str, tuple[str, ...]] = {
    "decode": (f"{CAPTURE}*/*",),
    "screen": (f"{ENGINE}*/screen-*",),
    "upload": (),
    "composite": tuple(
        f"{ENGINE}*/{name}" for name in ("tick", "warm-up", "kernel-comp*", "llvmpipe*")
    ),
    "read-back": (f"{ENGINE}*/readback",),
    "encode": (f"{ENGINE}*/encode", f"{ENGINE}*/library"),
    "sound": (f"{ENGINE}*/mix",),
}
NOTES = {
    "array": "The array compositor draws where the pictures lie: nothing is uploaded or read back.",
    "wgpu": "The tick thread uploads and draws: the share of uploading is in that of composing.",
}


def shares(run: Mapping[str, object], frames: float) -> dict[str, float]:
    """Return the CPU-ms a frame of each role, the rest last.

    Args:
        run: The figures of a run of ours (``measure.finish``).
        frames: Frames that came in its window.
    """
    threads, window_s = run["threads"], run["window_s"]
    assert isinstance(threads, dict)
    assert isinstance(window_s, float)
    found = dict.fromkeys((*ROLES, REST), 0.0)
    for name, cores in threads.items():
        found[_role(name)] += cores * window_s * 1000 / frames
    return found


def _role(thread: str) -> str:
    for role, patterns in ROLES.items():
        if any(fnmatch(thread, pattern) for pattern in patterns):
            return role
    return REST


def in_words(found: Mapping[str, float]) -> str:
    """Return shares in a line, largest first."""
    ordered = sorted(found.items(), key=lambda item: -item[1])
    return ", ".join(f"{name} {cost:.1f}" for name, cost in ordered)
