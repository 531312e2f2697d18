"""Which system calls a plugin is refused, as a program for the kernel's seccomp filter; pure.

Refused with EPERM: sockets, looks into other processes, and starting any: a thread is all
that a plugin may start.  ``clone3`` keeps its flags where no filter can look: told that it
is not there, the C library asks by ``clone``, whose flags can be seen.
"""

import errno
import struct
from dataclasses import dataclass

_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_SET, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_NUMBER_AT, _MACHINE_AT, _FLAGS_AT = 0, 4, 16
"""In what the kernel shows of a call; the flags are the lower half of its first word."""
INSTRUCTION_BYTES = 8
_X32 = 0x40000000
_CLONE_THREAD = 0x10000
_CLONE3 = 435


@dataclass(frozen=True, slots=True)
class _Machine:
    mark: int
    refused: tuple[int, ...]
    clone: int


@dataclass(frozen=True, slots=True)
class _Line:
    """One instruction; it jumps to those of a name, or goes on."""

    code: int
    value: int
    yes: str = ""
    no: str = ""
    name: str = ""


_MACHINES = {
    # ptrace, process_vm_readv, process_vm_writev, socket, io_uring_setup, bpf, fork, vfork
    "x86_64": _Machine(0xC000003E, (101, 310, 311, 41, 425, 321, 57, 58), 56),
    # the same; it has no fork and no vfork
    "aarch64": _Machine(0xC00000B7, (117, 270, 271, 198, 425, 280), 220),
}


def program(machine: str) -> bytes | None:
    """Return the filter for a machine, as ``platform.machine`` names it; None if it has none."""
    known = _MACHINES.get(machine)
    if known is None:
        return None
    lines: list[_Line] = [
        _Line(_LOAD, _MACHINE_AT),
        _Line(_JUMP_IF_EQUAL, known.mark, no="refuse"),
        _Line(_LOAD, _NUMBER_AT),
        _Line(_JUMP_IF_SET, _X32, yes="refuse"),
        *(_Line(_JUMP_IF_EQUAL, call, yes="refuse") for call in known.refused),
        _Line(_JUMP_IF_EQUAL, _CLONE3, yes="missing"),
        _Line(_JUMP_IF_EQUAL, known.clone, no="allow"),
        _Line(_LOAD, _FLAGS_AT),
        _Line(_JUMP_IF_SET, _CLONE_THREAD, no="refuse"),
        _Line(_RETURN, _ALLOW, name="allow"),
        _Line(_RETURN, _ERROR | errno.EPERM, name="refuse"),
        _Line(_RETURN, _ERROR | errno.ENOSYS, name="missing"),
    ]
    places = {line.name: place for place, line in enumerate(lines) if line.name}
    return b"".join(
        struct.pack(
            "=HBBI",
            line.code,
            places[line.yes] - place - 1 if line.yes else 0,
            places[line.no] - place - 1 if line.no else 0,
            line.value,
        )
        for place, line in enumerate(lines)
    )
