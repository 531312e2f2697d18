"""An avatar in place of a face: a process for each, which loads it, drives it and draws it.

```
file ─► load ─► AvatarModel ─┐
camera's ring ─► face, body ─┼─► Pose, weights ─► Skeleton ─► Springs ─► Painter ─► ring ─► engine
microphone, VMC, idling ─────┘
```
It draws with wgpu itself and not with pygfx: a library of scenes asks each bone and mesh anew, and
its skinning on a software GPU costs 1 µs a point on four bones.  With the points carried by NumPy
and one recorded bundle, a picture of 512x512 costs a tenth of that (see painter.py, carry.py).
Values only: what runs is in performer.py, what the process is in service.py.
"""
