"""What a room server keeps, apart from money: people, rooms, roles, shows, danmaku, audit.

SQLAlchemy Core on SQLite (``DATA/room.db``, WAL, synchronous=NORMAL: losing the last
moments of danmaku to a power cut is fine, and money is elsewhere) or PostgreSQL.

- ``schema``: the tables; ``migrations``: how older ones become these;
- ``engines``: one to write with, one to read with (a replica, if there is one);
- ``store``: what the rest of the server asks of it;
- ``behind``: the queue that records wait in, so that no room ever waits for a disk;
- ``rows``: records to rows and back.
"""
