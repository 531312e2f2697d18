"""Capture: opens and decodes one camera, media file or network stream into rings.

A process for each, since a driver or a broken file may hang or crash it, and three
busy threads beside the engine's tick made a third of its frames late where three
busy processes made none.  ``python -m studio.capture`` gets its orders by the boot
message and the channel; the pictures and the sound go by shared memory.

One thread decodes and paces.  The steps are modules of their own and know nothing
of processes: ``container`` opens and demuxes, ``convert`` writes a picture into
a slot, ``sound`` makes blocks, ``timeline`` says when each is due, ``player`` and
``camera`` put them together.
"""
