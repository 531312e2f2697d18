"""The sums that are right in sound books, as SQL that both databases read."""

from collections.abc import Callable

from studio.room.ledger.entries import MINT, Audit

COUNTS = (
    "SELECT (SELECT count(*) FROM gifts), (SELECT count(*) FROM credits), "
    "(SELECT count(*) FROM accounts)"
)

CHECKS: tuple[tuple[str, str], ...] = (
    (
        "SELECT CASE coalesce(sum(coins), 0) WHEN 0 THEN 0 ELSE 1 END FROM postings",
        "The postings do not add up to zero.",
    ),
    (
        "SELECT CASE coalesce(sum(balance), 0) WHEN 0 THEN 0 ELSE 1 END FROM accounts",
        "The balances do not add up to zero.",
    ),
    (
        "SELECT count(*) FROM accounts a LEFT JOIN (SELECT account, sum(coins) AS coins "
        "FROM postings GROUP BY account) p ON p.account = a.name "
        "WHERE a.balance <> coalesce(p.coins, 0)",
        "accounts whose balance is not the sum of their postings.",
    ),
    (
        "SELECT count(*) FROM (SELECT DISTINCT account FROM postings) p "
        "LEFT JOIN accounts a ON a.name = p.account WHERE a.name IS NULL",
        "postings' accounts that do not exist.",
    ),
    (
        f"SELECT count(*) FROM accounts WHERE balance < 0 AND name <> '{MINT}'",
        "wallets below zero.",
    ),
    (
        "SELECT count(*) FROM (SELECT g.number FROM gifts g LEFT JOIN postings p ON "
        "p.movement = g.number AND ((p.side = 0 AND p.account = g.giver AND p.coins = -g.coins) "
        "OR (p.side = 1 AND p.account = g.receiver AND p.coins = g.coins)) "
        "GROUP BY g.number HAVING count(p.movement) <> 2) w",
        "gifts without exactly their two postings.",
    ),
    (
        "SELECT count(*) FROM (SELECT c.number FROM credits c LEFT JOIN postings p ON "
        f"p.movement = c.number AND ((p.side = 0 AND p.account = '{MINT}' "
        "AND p.coins = -c.coins) OR (p.side = 1 AND p.account = c.receiver "
        "AND p.coins = c.coins)) GROUP BY c.number HAVING count(p.movement) <> 2) w",
        "credits without exactly their two postings.",
    ),
    (
        "SELECT CASE WHEN (SELECT count(*) FROM postings) = 2 * ((SELECT count(*) FROM gifts) "
        "+ (SELECT count(*) FROM credits)) THEN 0 ELSE 1 END",
        "There are postings that belong to nothing.",
    ),
    (
        "SELECT count(*) FROM (SELECT 1 FROM gifts GROUP BY giver, key HAVING count(*) > 1) k",
        "keys that were paid more than once.",
    ),
    (
        "SELECT count(*) FROM marks m WHERE m.seen > coalesce((SELECT max(number) FROM gifts g "
        "WHERE g.room = m.room), 0)",
        "rooms that have come further than their gifts.",
    ),
)


def result(counts: tuple[int, int, int], wrong: list[int]) -> Audit:
    """Return what the answers to ``COUNTS`` and ``CHECKS`` mean."""
    problems = tuple(
        sentence if sentence[0].isupper() else f"There are {count} {sentence}"
        for count, (_, sentence) in zip(wrong, CHECKS, strict=True)
        if count
    )
    return Audit(*counts, problems)


def audit(query: Callable[[str], tuple[int, ...]]) -> Audit:
    """Ask everything by ``query``, which returns the only row; within one snapshot."""
    gifts, credits, accounts = query(COUNTS)
    return result((gifts, credits, accounts), [query(sql)[0] for sql, _ in CHECKS])
