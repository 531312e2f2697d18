"""How many connections the system lets this process hold."""

import sys

RESERVE = 256
"""Descriptors for files, the database, HTTP."""

_WINDOWS_CONNECTIONS = 16_384


def raise_limit() -> int:
    """Raise the limit of open descriptors as far as one may; return how many connections fit."""
    if sys.platform == "win32":
        return _WINDOWS_CONNECTIONS
    import resource  # POSIX only

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return max(hard - RESERVE, 1)
