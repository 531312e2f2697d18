"""Canvases over the programme: retained nodes that the tick draws as layers.

- ``motion``: a number along time; ``steps``: on which grid what only moves is drawn.
- ``tree``: the nodes of one canvas, and the layers that they are at a time; ``shown``: one
  of them.
- ``paint``, ``nine_slice``, ``margin``: pictures of nodes, made in a thread of their own.
- ``places``, ``masking``: where a face is, what hides a node.
- ``players``: what fills all other nodes: ``drawn*`` by effects processes, ``videos`` by
  captures, ``paintings`` by plugins themselves; ``seen``: how a tree is given it.
- ``canvases``: all canvases of all clients, opened and edited by commands.
- ``overlay``: the tick's side of them.
- ``still``, ``film*``: a canvas drawn for those who are no engine: tests and previews.
"""
