"""HTTPS with an authority of the server's own, for rooms that no public one vouches for.

A browser gives a page the camera only over HTTPS, and no authority signs for 192.168.1.20.
So the server makes one authority, once: it may vouch for addresses of private networks and
for this computer's names alone (name constraints), so that whoever trusts it on a phone has
trusted this room and not the whole web.  Its certificates are short-lived and renewed while
the server runs, as are the addresses in them::

    certificates = Certificates.open(data / "tls", names=())
    await loop.create_server(…, ssl=certificates.context)
    asyncio.create_task(certificates.keep())
"""
