"""The models that are worn, in millimetres: x to the right, y up, z towards the viewer."""
