"""The address the web server listens on: free, and in demo mode not to be reached from outside."""

from __future__ import annotations

import http.client
import os
import socket
from dataclasses import dataclass
from ipaddress import ip_address

from embedded.places import Refused


@dataclass(frozen=True)
class Address:
    """An IP address and a port."""

    host: str
    port: int

    @classmethod
    def chosen(cls) -> Address:
        """PARLEY_ADDRESS (127.0.0.1) and PORT (8000)."""
        host, port = os.environ.get("PARLEY_ADDRESS") or "127.0.0.1", os.environ.get("PORT") or "8000"
        try:
            ip_address(host)
        except ValueError:
            raise Refused(f"PARLEY_ADDRESS is an IP address such as 127.0.0.1, not {host!r}.") from None
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise Refused(f"PORT is a number from 1 to 65535, not {port!r}.")
        return cls(host, int(port))

    @property
    def binding(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.binding}"

    def check(self, *, demo: bool) -> None:
        """Refuse what would end badly later, before anything is started."""
        if demo and not ip_address(self.host).is_loopback:
            raise Refused(
                f"Demo mode has known passwords: it listens on loopback only, not on {self.host}.\n"
                "Unset PARLEY_ADDRESS, or set PARLEY_DEMO=0 and follow the manual for a server installation."
            )
        with socket.socket(socket.AF_INET6 if ":" in self.host else socket.AF_INET) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((self.host, self.port))
            except OSError as error:
                raise Refused(
                    f"Port {self.port} of {self.host} is not free ({error.strerror}).\n"
                    "Choose another: make run PORT=8001"
                ) from None

    @property
    def answers(self) -> bool:
        """Whether a web server is there; what it says is its own affair."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=5)
        try:
            connection.request("GET", "/health/live")
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True
