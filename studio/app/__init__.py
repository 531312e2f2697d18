"""The studio's window: a process that shows what the engine is and sends it commands."""
