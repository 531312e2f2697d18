"""Danmaku and gifts of other platforms, brought into a room.

No platform promises much: what it sends may come twice, out of order, or not at all
(Douyin says so; the others behave so).  ``arrival.py`` holds that in one place, so that an
adapter only turns a platform's messages into ``Foreign`` items and hands them over::

    arrival = Arrival()
    arrival.put(items, now_ns)
    for item in arrival.take(now_ns): …       # each once, in the order of the platform's clock
"""
