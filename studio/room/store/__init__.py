"""What a room server keeps, apart from money: people, rooms, roles, shows, danmaku, audit.

SQLAlchemy Core on SQLite (``DATA/room.db``, WAL, synchronous=NORMAL: losing the last
moments of danmaku to a power cut is fine, and money is elsewhere) or PostgreSQL.

- ``schema``: the tables; ``migrations``: how older ones become these;
- ``engines``: one to write with, one to read with (a replica, if there is one);
- ``store``: what the rest of the server asks of it;
- ``rows``: what a record becomes; ``writing``: many of them in one transaction;
- ``saved``: what a room is given back when it starts again;
- ``people``, ``looks``: what is asked for by the HTTP side;
- ``analytics``: a show's figures; ``stays``: the SQL of who was there; ``leaving``: when they left.

Rooms never wait for a disk: ``live.record_queue`` stands between.
"""
