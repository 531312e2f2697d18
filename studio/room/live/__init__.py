"""The live half of a room: one actor owns each room, asks the rules, and tells everybody.

- ``actor``: the one who may touch a room; numbers what happens and gives it to the edges.
- ``outbox``: a gift from the wallet to the screen, exactly once.
- ``journal``: numbers and encodes events.
- ``history``: what happened lately, for those who come back.
- ``packer``: when an edge flushes, and what a frame then holds.
- ``directory``: rooms by id, opened at first use; ``battles`` between them.
- ``judge``: a danmaku filter as a room sees it.

Everything here runs in one asyncio loop.  ``history``, ``packer`` and
``token_bucket`` are pure: time is an argument.
"""
