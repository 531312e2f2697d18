"""Getting a connection: look the host up, connect, and for rtmps speak TLS.

Each step within STEP_TIMEOUT_S, each failure a sentence::

    transport = await dial(url, protocol, verify_tls=True, ca_file=None)
"""

import asyncio
import errno
import os
import socket
import ssl
from pathlib import Path

from studio.publish.errors import Cause, PublishError
from studio.publish.tcp import tune
from studio.rtmp.relay_url import RelayUrl
from studio.rtmp.url import RtmpUrl

STEP_TIMEOUT_S = 5.0
_HAPPY_EYEBALLS_S = 0.25


async def dial(
    url: RtmpUrl, protocol: asyncio.Protocol, verify_tls: bool, ca_file: Path | None
) -> asyncio.Transport:
    """Connect the protocol to the server.

    Raises:
        PublishError: Why that did not work.
    """
    transport = await _connect(url, protocol)
    if not url.is_tls:
        return transport
    try:
        return await _start_tls(url, transport, protocol, tls_context(verify_tls, ca_file))
    except BaseException:
        transport.abort()
        raise


async def _connect(url: RtmpUrl, protocol: asyncio.Protocol) -> asyncio.Transport:
    loop = asyncio.get_running_loop()
    where = url.redacted()
    try:
        async with asyncio.timeout(STEP_TIMEOUT_S):
            if isinstance(loop, asyncio.BaseEventLoop):
                transport, _ = await loop.create_connection(
                    lambda: protocol, url.host, url.port, happy_eyeballs_delay=_HAPPY_EYEBALLS_S
                )
            else:  # uvloop, which tries one address after the other
                transport, _ = await loop.create_connection(lambda: protocol, url.host, url.port)
    except TimeoutError:
        raise PublishError(
            Cause.TIMEOUT, f"{where} did not answer within {STEP_TIMEOUT_S:.0f} seconds."
        ) from None
    except (OSError, UnicodeError) as error:
        raise unreachable(url, error) from None
    tune(transport.get_extra_info("socket"))
    transport.set_write_buffer_limits(high=1)  # so that nothing hides in it below TLS
    return transport


def unreachable(url: RtmpUrl | RelayUrl, error: OSError | UnicodeError) -> PublishError:
    """Say why no address of the host took the connection."""
    where = url.redacted()
    if isinstance(error, socket.gaierror | UnicodeError):
        return PublishError(
            Cause.HOST, f"There is no host {url.host}, or the network is down ({where})."
        )
    return PublishError(Cause.UNREACHABLE, _refusal(url, error))


def _refusal(url: RtmpUrl | RelayUrl, error: OSError) -> str:
    # asyncio has only a text for several errors, as when localhost is ::1 and 127.0.0.1
    if isinstance(error, ConnectionRefusedError) or f"[Errno {errno.ECONNREFUSED}]" in str(error):
        return (
            f"{url.redacted()} refused the connection: no server listens on port {url.port} there."
        )
    reason = os.strerror(error.errno) if error.errno else "the host cannot be reached"
    return f"{url.redacted()} cannot be connected: {reason}."


def untrusted(where: str, error: ssl.SSLError) -> PublishError:
    """Return what to say of a server whose TLS is not as it should be."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return PublishError(
            Cause.CERTIFICATE,
            f"The certificate of {where} cannot be trusted: {error.verify_message}.",
        )
    return PublishError(Cause.TLS, f"{where} does not speak TLS as it should: {error.reason}.")


async def _start_tls(
    url: RtmpUrl,
    transport: asyncio.Transport,
    protocol: asyncio.Protocol,
    context: ssl.SSLContext,
) -> asyncio.Transport:
    loop = asyncio.get_running_loop()
    where = url.redacted()
    try:
        secured = await loop.start_tls(
            transport,
            protocol,
            context,
            server_hostname=url.host,
            ssl_handshake_timeout=STEP_TIMEOUT_S,
        )
    except ssl.SSLError as error:
        raise untrusted(where, error) from None
    except TimeoutError:
        raise PublishError(
            Cause.TIMEOUT, f"{where} did not finish the TLS handshake within 5 seconds."
        ) from None
    except OSError as error:
        if "SSL handshake" in str(error):  # how asyncio tells its own time-out
            raise PublishError(
                Cause.TIMEOUT, f"{where} did not finish the TLS handshake within 5 seconds."
            ) from None
        raise PublishError(
            Cause.TLS, f"{where} closed the connection during the TLS handshake."
        ) from None
    if secured is None:
        raise PublishError(Cause.TLS, f"{where} closed the connection during the TLS handshake.")
    return secured


def tls_context(verify: bool, ca_file: Path | None, authority: bytes = b"") -> ssl.SSLContext:
    """Return how a server's certificate is checked: by an authority alone, if there is one."""
    try:
        context = ssl.create_default_context(cafile=ca_file, cadata=authority or None)
    except ssl.SSLError:  # what stands in the address is no certificate
        context = ssl.create_default_context(cafile=ca_file)
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
