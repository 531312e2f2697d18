"""Battles (PK) with other rooms, and being linked with another anchor's studio."""
