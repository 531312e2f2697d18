"""Layers in, one NV12 picture out, by a GPU or without one."""
