"""What is said and how it is read: words with their times, in lines, in cues, in files.

Pure: time is an argument, and nothing here reads or writes.  The recogniser makes ``Spoken``;
``vocabulary`` and ``mask`` change what it says, ``lines`` puts it into a box, ``cues`` cuts it
for files, and ``webvtt``, ``srt`` and ``transcript`` are those files.

What is heard is told again and again while it grows, and each telling replaces the one
before with the same id.  The other way, telling only what came new, was lost on the first
word that a recogniser took back.
"""
