"""Sound: inputs put on one time line, mixed in blocks of 1024 into six buses.

An input (file, microphone, desktop sound) only delivers: it writes what has come
into its ``Timeline``, sample by sample at the place in session time to which it
belongs; the strip reads the block that is due from there.  So one buffer is
jitter buffer, delay line of the sync offset and look-ahead of a file, and a gap,
a seek or a late block can never move what comes after it.  Devices have clocks
of their own: their samples go through the resampler, whose ratio follows the
time stamps, before they reach the time line.

The mixer waits as long as its slowest input needs and no longer: block n is mixed
at its start + 1 block + the largest delay that an input asks for (a device's
latency, or a negative sync offset, which makes all the others wait).  OBS does
the same, but never takes the delay back; here it shrinks again, a quarter of a
block at a time.

All values are float32, full scale is 1.0, shapes are (frames, 2).
"""
