"""Top-up: coins for money, by a provider that may be slow, dead, or say things twice.

A provider is a ``Payment``; ``HttpPayment`` speaks to one by HTTP, signed both ways, and
``TopUps`` joins any of them to the ledger, behind a breaker: a dead provider costs a
sentence at once, and the room nothing::

    top_ups = TopUps(HttpPayment("acme", "https://…", secret, client), ledger)
    started = await top_ups.start("order-1", "u1", Offer(cents=600, coins=60))
    await top_ups.webhook(body, timestamp, signature, now_s)      # from the provider
    await top_ups.ask_back("order-1")                             # if that never came

Coins are credited by the order's number, which the ledger takes once.
"""
