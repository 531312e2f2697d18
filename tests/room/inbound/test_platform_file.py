"""Tests of studio.room.inbound.platform_file."""

import asyncio
import stat
import sys
from pathlib import Path

import pytest

from studio.room.inbound.keys import Bilibili
from studio.room.inbound.platform_file import PlatformFile, PlatformFileError

KEYS = Bilibili(code="CODE", app_id=7, key_id="KEY", key_secret="SECRET")


def test_keys_are_kept_for_the_servers_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "platforms.json"

    async def work() -> None:
        file = PlatformFile.open(path)
        assert await file.bilibili("1") is None
        await file.keep("1", KEYS)
        await file.keep("2", KEYS)
        await file.keep("2", None)
        again = PlatformFile.open(path)
        assert await again.bilibili("1") == KEYS
        assert await again.bilibili("2") is None

    asyncio.run(work())
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not any(word in repr(KEYS) for word in ("CODE", "KEY", "SECRET"))


def test_a_damaged_file_is_a_sentence_without_its_content(tmp_path: Path) -> None:
    path = tmp_path / "platforms.json"
    path.write_text('{"bilibili": {"1": {"code": "SECRET"}}}')
    with pytest.raises(PlatformFileError, match="is damaged") as caught:
        PlatformFile.open(path)
    assert "SECRET" not in str(caught.value)
