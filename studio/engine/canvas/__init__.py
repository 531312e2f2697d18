"""Canvases over the programme: retained nodes that the tick draws as layers.

- ``motion``: a number along time.
- ``tree``: the nodes of one canvas, and the layers that they are at a time.
- ``paint``: the pictures of nodes, made in a thread of their own.
- ``canvases``: all canvases of all clients, opened and edited by commands.
- ``overlay``: the tick's side of them.
"""
