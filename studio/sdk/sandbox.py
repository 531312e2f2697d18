"""Keeps a plugin's process to its own folder and off the network, by the kernel.

On Linux by Landlock (files, TCP, signals to others; kernel documentation,
userspace-api/landlock.rst) and a seccomp filter that refuses sockets and looks into other
processes.  Both hold for this process and all that it starts, for good.  Elsewhere, or on
a kernel without them, nothing is kept: ``confine`` says so.
"""

import contextlib
import ctypes
import os
import platform
import struct
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

import studio
from studio.sdk.seccomp import INSTRUCTION_BYTES, program

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_RULESET_VERSION = 1
_PATH_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE
_FIRST_RIGHTS = (1 << 13) - 1
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_TCP = 0b11
_SCOPES = 0b11
"""No abstract sockets of others, no signals to them."""

_READABLE = (
    *("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime"),
    *("/usr/share/zoneinfo", "/dev/urandom", "/proc/self"),
)


class SandboxError(OSError):
    """The kernel would not do what it says it can."""


def confine(folder: Path, *shared: Path) -> str:
    """Keep this process to its folder and to shared ones, all to read, and off the network.

    Returns:
        What could not be kept, as a sentence; empty if all was.

    Raises:
        SandboxError: If the kernel knows how and fails.
    """
    refused = program(platform.machine())
    if sys.platform != "linux" or refused is None:
        return "This system does not keep the plugin to its folder, nor off the network."
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _RULESET_VERSION)
    _check(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    missing = ""
    if version < 1:
        missing = "This kernel has no Landlock: the plugin can read all of your files."
    else:
        _restrict(libc, version, (folder, *shared))
    _filter(libc, refused)
    return missing


def _restrict(libc: ctypes.CDLL, version: int, folders: Iterable[Path]) -> None:
    handled = _FIRST_RIGHTS
    for since, right in ((2, _REFER), (3, _TRUNCATE), (5, _IOCTL_DEV)):
        if version >= since:
            handled |= right
    asked = struct.pack(
        "=QQQ", handled, _TCP if version >= 4 else 0, _SCOPES if version >= 6 else 0
    )
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = _check(libc.syscall(_CREATE_RULESET, asked, ctypes.c_size_t(size), 0))
    readable = (*_READABLE, *_of_python(), *map(str, studio.__path__), *map(str, folders))
    _allow(libc, ruleset, readable, _EXECUTE | _READ_FILE | _READ_DIR)
    _allow(libc, ruleset, ("/dev/null",), _READ_FILE | _WRITE_FILE)
    _check(libc.syscall(_RESTRICT_SELF, ruleset, 0))
    os.close(ruleset)


def _of_python() -> set[str]:
    """Return where Python and its libraries lie; not all of /usr where it is the system's."""
    paths = sysconfig.get_paths()
    found = {paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    found |= {os.path.realpath(sys.executable), os.path.join(sys.base_prefix, "lib")}
    if sys.prefix != sys.base_prefix:
        found.add(sys.prefix)
    if packed := getattr(sys, "_MEIPASS", ""):
        found.add(packed)  # a packaged program carries its Python along
    return found


def _allow(libc: ctypes.CDLL, ruleset: int, paths: Iterable[str], rights: int) -> None:
    for path in paths:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
            allowed = rights if os.path.isdir(path) else rights & _OF_FILES
            rule = struct.pack("=Qi", allowed, place)
            _check(libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0))
            os.close(place)


def _filter(libc: ctypes.CDLL, code: bytes) -> None:
    """Refuse what ``seccomp`` lists, for good."""
    lines = ctypes.create_string_buffer(code)
    # struct sock_fprog: a length, then a pointer where pointers lie.
    head = struct.pack("@HP", len(code) // INSTRUCTION_BYTES, ctypes.addressof(lines))
    _check(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, head, 0, 0))


def _check(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise SandboxError(number, f"The plugin can't be confined: {os.strerror(number)}")
    return result
