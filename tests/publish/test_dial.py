"""Tests of studio.publish.dial: TLS with real certificates, and servers without it."""

import asyncio
import ssl
import subprocess
from pathlib import Path

import pytest

from studio.publish.errors import Cause, PublishError
from studio.publish.publisher import Publisher
from studio.publish.queue import MediaTag
from studio.rtmp.flv import Tag
from studio.rtmp.url import RtmpUrl
from tests.peer import Peer
from tests.servers import free_port

KEY = "s3cret-key"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ca.pem, and key.pem and cert.pem of localhost that it signed."""
    folder = tmp_path_factory.mktemp("tls")
    new = "openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    for command in (
        f"{new} -x509 -keyout ca.key -out ca.pem -subj /CN=test-authority",
        f"{new} -keyout key.pem -out cert.csr -subj /CN=localhost -addext "
        "subjectAltName=DNS:localhost",
        "openssl x509 -req -in cert.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 "
        "-copy_extensions copy -out cert.pem",
    ):
        subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def server_tls(authority: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / "cert.pem", authority / "key.pem")
    return context


def connect(address: str, *, verify_tls: bool = True, ca_file: Path | None = None) -> PublishError:
    """Connect to what cannot be connected to, and return why."""

    async def run() -> PublishError:
        publisher = Publisher(RtmpUrl.parse(address), verify_tls=verify_tls, ca_file=ca_file)
        with pytest.raises(PublishError) as error:
            await publisher.connect()
        assert KEY not in str(error.value)
        return error.value

    return asyncio.run(run())


@pytest.mark.parametrize("verify", [True, False])
def test_publishes_over_tls(server_tls: ssl.SSLContext, authority: Path, verify: bool) -> None:
    async def run() -> None:
        async with Peer(tls=server_tls) as peer:
            ca_file = authority / "ca.pem" if verify else None
            url = RtmpUrl.parse(peer.url(KEY))
            publisher = Publisher(url, verify_tls=verify, ca_file=ca_file)
            await publisher.connect()
            for index in range(50):
                publisher.put(MediaTag(Tag.VIDEO, index * 20, bytes([index]) * 20_000, True))
                await publisher.drained()
            await peer.wait_for(lambda: len(peer.tags) == 50)
            assert [tag.body[0] for _, tag in peer.tags] == list(range(50))
            await publisher.finish()
            await peer.wait_for(lambda: peer.ends == 1)

    asyncio.run(run())


def test_a_certificate_that_nobody_knows_is_refused(server_tls: ssl.SSLContext) -> None:
    async def run() -> PublishError:
        async with Peer(tls=server_tls) as peer:
            return await asyncio.to_thread(connect, peer.url(KEY))

    error = asyncio.run(run())
    assert error.cause is Cause.CERTIFICATE
    assert "cannot be trusted: unable to get local issuer certificate." in str(error)


def test_a_certificate_of_another_host_is_refused(
    server_tls: ssl.SSLContext, authority: Path
) -> None:
    async def run() -> PublishError:
        async with Peer(tls=server_tls) as peer:
            address = peer.url(KEY).replace("localhost", "127.0.0.1")
            return await asyncio.to_thread(connect, address, ca_file=authority / "ca.pem")

    error = asyncio.run(run())
    assert error.cause is Cause.CERTIFICATE
    assert "not valid for '127.0.0.1'" in str(error)


def test_a_server_without_tls_is_told() -> None:
    async def run() -> PublishError:
        async with Peer() as peer:
            address = peer.url(KEY).replace("rtmp://", "rtmps://")
            return await asyncio.to_thread(connect, address)

    error = asyncio.run(run())
    assert error.cause is Cause.TLS


@pytest.mark.slow
def test_a_server_that_is_silent_in_tls_is_told() -> None:
    async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)

    writers: list[asyncio.StreamWriter] = []

    async def run() -> PublishError:
        server = await asyncio.start_server(silent, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            address = f"rtmps://localhost:{port}/live/{KEY}"
            error = await asyncio.to_thread(connect, address)
            for writer in writers:
                writer.transport.abort()
            return error

    error = asyncio.run(run())
    assert error.cause is Cause.TIMEOUT
    assert "TLS handshake" in str(error)


@pytest.mark.parametrize(
    ("address", "cause", "says"),
    [
        ("rtmp://127.0.0.1:{port}/live/" + KEY, Cause.UNREACHABLE, "no server listens on port"),
        ("rtmp://localhost:{port}/live/" + KEY, Cause.UNREACHABLE, "no server listens on port"),
        ("rtmp://no-such-host.invalid/live/" + KEY, Cause.HOST, "no host no-such-host.invalid"),
        ("rtmp://" + "long" * 30 + ".invalid/live/" + KEY, Cause.HOST, "no host"),
    ],
)
def test_unreachable_servers_are_told(address: str, cause: Cause, says: str) -> None:
    error = connect(address.format(port=free_port()))
    assert error.cause is cause
    assert says in str(error)
