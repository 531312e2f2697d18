"""What a plugin's process may use at most; set by itself before any code of the plugin runs.

Hard limits, which a process can't raise again.  Windows has none of them: there the host
watches the memory alone.
"""

import sys

MEMORY_BYTES = 1 << 30
OPEN_FILES = 64
_PR_SET_PDEATHSIG = 1

if sys.platform != "win32":
    import ctypes
    import resource
    import signal

    def limit_this_process() -> None:
        """Set the limits: memory, open files, no core dumps; and end with its host."""
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        _lower(resource.RLIMIT_AS, MEMORY_BYTES)
        _lower(resource.RLIMIT_NOFILE, OPEN_FILES)
        _lower(resource.RLIMIT_CORE, 0)

    def _lower(kind: int, to: int) -> None:
        hard = resource.getrlimit(kind)[1]
        if hard != resource.RLIM_INFINITY:
            to = min(to, hard)
        resource.setrlimit(kind, (to, to))

else:

    def limit_this_process() -> None:
        """Nothing."""
