"""The pictures of the window: programme and preview, how they are edited, and the multiview.

What is computed (``hits``, ``handles``, ``snapping``, ``drags`` …) knows no Qt and takes
values; ``stage`` puts the widgets together.
"""
