"""Sets the studio up on a bare machine; standard library only, as nothing else is there yet."""
