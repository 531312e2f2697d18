"""Tests of studio.sdk.seccomp; what the kernel makes of it is in test_sandbox."""

import struct

import pytest

from studio.sdk.seccomp import INSTRUCTION_BYTES, program


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_it_jumps_forward_and_ends(machine: str) -> None:
    code = program(machine)
    assert code
    lines = list(struct.iter_unpack("=HBBI", code))
    assert len(lines) == len(code) / INSTRUCTION_BYTES
    for place, (_, yes, no, _) in enumerate(lines):
        assert place + max(yes, no) + 1 <= len(lines)
    assert lines[-1][0] == 0x06


def test_a_machine_that_is_not_known_has_none() -> None:
    assert program("riscv64") is None
