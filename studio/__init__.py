"""Rocket Studio: a broadcasting studio for live-stream anchors."""
