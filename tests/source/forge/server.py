"""A forge that answers from a table: what was recorded under a path is what it gives, page by page."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

SECRET = "tok-5ecret"


@dataclass
class Forge:
    """What it answers, and what it was asked. A value is data, a status code, or a list of either for each try;
    `Pages` is a list that comes in pages.
    """

    address: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


class Pages(list[Any]):
    """Pages of a list."""


class Tries(list[Any]):
    """What it gives the first time, the second time, and so on."""


class Raw(str):
    """A body that is no JSON."""

    __slots__ = ()


class Redirect(str):
    """An answer that points elsewhere."""

    __slots__ = ()


class Handler(BaseHTTPRequestHandler):
    forge: ClassVar[Forge]

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, body: Any) -> None:
        parts = urlsplit(self.path)
        page = int(parse_qs(parts.query).get("page", ["1"])[0])
        self.forge.asked.append((self.command, parts.path, body))
        self.forge.paths.append(self.path)
        self.forge.tokens.append(
            self.headers.get("Authorization")
            or self.headers.get("PRIVATE-TOKEN")
            or self.headers.get("JOB-TOKEN")
            or ""
        )
        found = self.forge.answers.get(parts.path, 404)
        if isinstance(found, Tries):
            found = found.pop(0) if len(found) > 1 else found[0]
        headers = {}
        if isinstance(found, Pages):
            if page < len(found):
                headers["Link"] = f'<{self.forge.address}{parts.path}?page={page + 1}>; rel="next", <x>; rel="last"'
            found = found[page - 1]
        if isinstance(found, Redirect):
            headers["Location"] = str(found)
            found = 302
        self._send(found, headers)

    def _send(self, found: Any, headers: dict[str, str]) -> None:
        status = found if isinstance(found, int) else 200
        data = (
            found.encode() if isinstance(found, Raw) else json.dumps({} if isinstance(found, int) else found).encode()
        )
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Stay silent."""


@contextmanager
def serving() -> Iterator[Forge]:
    """A forge on this machine, as long as the context lasts."""
    state = Forge()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Recorded", (Handler,), {"forge": state}))
    state.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
