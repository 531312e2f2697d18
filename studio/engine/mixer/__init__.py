"""Sound: inputs resampled to one clock, mixed in blocks of 1024 into six buses."""
