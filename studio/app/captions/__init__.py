"""The anchor's captions: what was said as it is understood, put right, and what hears it."""
