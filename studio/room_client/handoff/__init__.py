"""The studio's side of a handoff (接力): it gives its state, or takes another's and goes on.

``giving`` answers for the studio on air, ``taking`` is the one that is to be, step by step
(``asking``, ``warming``, ``cutting``); ``desk`` has both and speaks with the window or the
command line.  All of it lives in the room client, so that a window that dies in the middle
changes nothing.
"""
