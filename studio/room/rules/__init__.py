"""What is allowed in a room and what follows: pure, without socket, clock or file.

``Room`` is the aggregate, one small file for each idea behind it; ``Battle`` stands
between rooms.  Both take values and the time, and return what is to be told, sent and
kept.  Numbers that somebody may want to change are data (data/*.toml)::

    room = Room("1", "Evening songs", anchor, saved=None, data=load())
    room.join(viewer, now_ms)
    outcome = room.act(viewer.user, Like(type="like", id="1"), now_ms)
    outcome.reply, outcome.events, outcome.records

Nothing changes when an action is refused.  Each action costs O(1) or O(log n) at n
members, and everything that is remembered has a bound (data/limits.toml).
"""
