"""Danmaku moderation: word lists at once, a small model behind a breaker, people last.

What was tried and lost: no Chinese model of any use is in the registries, and
alt-profanity-check (English) takes 24 ms a message and misses "f u c k".  So the lists do
the certain work in microseconds on a text that is folded first (full width, traditional,
look-alikes, zero width, spacing) and on its syllables (homophones); a linear model on
character n-grams, trained by ``training.py``, only ever sends a message to a person.
"""
