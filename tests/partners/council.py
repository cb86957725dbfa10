"""A council's own sign-on for tests: a real OpenID Connect provider on this machine, in a process of its own."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import requests
from django.http import HttpResponse
from django.test import Client

from oscp_portal.environment import SignOn

NAME = "Oxford City Council"
LOG_IN = "/accounts/oidc/council/login/"


@dataclass(frozen=True)
class Council:
    """The provider at `issuer`. It knows whom `knows` tells it of, by a name of its own."""

    issuer: str

    @property
    def sign_on(self) -> SignOn:
        return SignOn(issuer=self.issuer, client_id="portal", client_secret="hush", name=NAME, always_second_step=False)

    def knows(self, subject: str, **claims: object) -> None:
        answer = requests.put(f"{self.issuer}/users/{quote(subject)}", json=claims, timeout=10)
        assert answer.status_code == 204

    def send_back(self, address: str, *, subject: str = "", action: str = "") -> str:
        """What the provider answers once somebody is known to it (or turns back): where it sends their browser."""
        sent = {"action": action} if action else {"sub": subject}
        answer = requests.post(address, data=sent, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def sign_on_as(self, subject: str, client: Client, *, path: str = LOG_IN) -> HttpResponse:
        """The whole dance: from the portal to the provider and back again, with its answer."""
        leaving = client.post(path)
        assert leaving.status_code == 302, leaving.content
        back = urlsplit(self.send_back(leaving.url, subject=subject))
        return client.get(f"{back.path}?{back.query}")


@contextmanager
def council() -> Iterator[Council]:
    """A provider for as long as the block lasts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            found = Council(f"http://127.0.0.1:{port}")
            _wait_for(found, process)
            yield found
        finally:
            process.terminate()


def _wait_for(found: Council, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, "The provider ended by itself."
        try:
            requests.get(f"{found.issuer}/.well-known/openid-configuration", timeout=10).raise_for_status()
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("The provider did not start within 20 seconds.")
