"""Bilibili's open platform, the way that its developers are meant to go.

``signing.py`` signs requests, ``packet.py`` frames the socket, ``commands.py`` reads what
comes, ``client.py`` keeps it all going.  One connection an app and identity code at a time:
a second one ends the first.
"""
