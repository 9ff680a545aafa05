"""A mail server that keeps what it is given: what was delivered is counted where it arrives."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class Sink(socketserver.ThreadingTCPServer):
    """SMTP on a free port of loopback. `before_answer` is called with every message, taken and not yet confirmed."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.received: list[EmailMessage] = []
        self.before_answer: Callable[[], None] = lambda: None
        self.is_refusing = False
        self._one_at_a_time = threading.Lock()

    @property
    def url(self) -> str:
        """For EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def take(self, data: bytes) -> None:
        """Keep one message."""
        with self._one_at_a_time:
            self.received.append(message_from_bytes(data, policy=policy.default))
            self.before_answer()

    def handle_error(self, request: object, client_address: object) -> None:
        """Who was killed in the middle of a sentence ends it without a word."""


class _Session(socketserver.StreamRequestHandler):
    server: Sink

    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline():
            word = line.strip().upper()
            if word == b"DATA":
                self._say("354 go on")
                self._data()
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                refused = self.server.is_refusing and word.startswith(b"MAIL")
                self._say("451 later" if refused else "250 yes")

    def _data(self) -> None:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return  # gone before the end: nothing was handed over
            lines.append(line.removeprefix(b"."))
        self.server.take(b"".join(lines))
        self._say("250 taken")

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[Sink]:
    """Up for the length of a block."""
    with Sink() as sink:
        thread = threading.Thread(target=sink.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            sink.shutdown()
            thread.join()
