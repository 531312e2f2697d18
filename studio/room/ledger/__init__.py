"""Wallets and gifts: double entry, integers, exactly once by the client's key."""
