"""Linked devices in the window: phones as cameras (机位), guests on the stage (连麦).

The room says who is there (``desk``), the link process how their lines are (``linked``), and
all that is seen of them is put into scenes by ordinary edits: ``layouts`` is data, the
``*_edits`` are pure, and whoever presses a button can take it back by undo.
"""
