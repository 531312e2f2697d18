"""Captions of the programme: taken in, put right, put into the video and beside recordings.

The video carries them as CEA-608 in SEI messages of A/53, put into what is encoded already:
encoders differ in whether they take side data at all, and one that is replaced in the middle
would lose it.  CEA-608 knows Western European letters only; Chinese isn't sent that way.
CEA-708 could carry it, but what is at hand to decode it (FFmpeg, hls.js, the platforms) reads
the 608 part of it alone.
"""
