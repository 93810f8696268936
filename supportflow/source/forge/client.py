"""A small client for a forge's JSON API: time-outs, bounded retries, pages, and errors that say what to do."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from email.message import Message
from http.client import HTTPMessage
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from supportflow.source.errors import UsageError

TIMEOUT = 15.0
TRIES = 3
MAX_PAGES = 50
MAX_BYTES = 20 * 2**20
_LONGEST_WAIT = 30.0
_AGAIN = frozenset({429, 500, 502, 503, 504})
_NEXT = re.compile(r'<([^<>]+)>\s*;[^,]*\brel="?next"?')
_HEADER = re.compile(r"[\x21-\x7e]+")


class ForgeError(UsageError):
    """The forge did not answer, or not as it should. `status` is the code of its answer, where it gave one."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class _SameOrigin(HTTPRedirectHandler):
    """Follows a redirect within the API only: a token is never carried to another host."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - urllib's signature
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if _origin(newurl) != _origin(req.full_url):
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Client:
    """An API below one address, with the headers that every call carries. The headers are never shown."""

    def __init__(self, name: str, address: str, headers: Mapping[str, str]) -> None:
        if urlsplit(address).scheme not in {"https", "http"}:
            raise ForgeError(f"the address of {name}'s API is not one of http or https: {address!r}")
        self.name = name
        self._address = address.rstrip("/")
        self._headers = {"Accept": "application/json", "User-Agent": "supportflow", **headers}
        self._opener: OpenerDirector = build_opener(_SameOrigin)

    def get(self, path: str, **parameters: str | int) -> object:
        """One answer."""
        return self._call("GET", self._url(path, parameters))[0]

    def pages(self, path: str, **parameters: str | int) -> list[object]:
        """All items of a list that comes in pages."""
        url: str | None = self._url(path, {"per_page": 100, **parameters})
        items: list[object] = []
        for _ in range(MAX_PAGES):
            if url is None:
                return items
            answer, headers = self._call("GET", url)
            if not isinstance(answer, list):
                raise ForgeError(f"{self.name}'s API gave no list for {path}")
            items += answer
            url = self._next(headers)
        raise ForgeError(f"{self.name}'s API gave more than {MAX_PAGES} pages for {path}")

    def post(self, path: str, data: Mapping[str, object]) -> object:
        """Send data; the answer."""
        return self._call("POST", self._url(path, {}), json.dumps(data).encode())[0]

    def _url(self, path: str, parameters: Mapping[str, str | int]) -> str:
        return f"{self._address}{path}{'?' + urlencode(parameters) if parameters else ''}"

    def _next(self, headers: Message) -> str | None:
        found = _NEXT.search(headers.get("Link") or "")
        if found and _origin(found[1]) != _origin(self._address):
            raise ForgeError(f"{self.name}'s API names another host for the next page")
        return found[1] if found else None

    def _call(self, method: str, url: str, body: bytes | None = None) -> tuple[object, Message]:
        for attempt in range(1, TRIES + 1):
            try:
                return self._once(method, url, body)
            except HTTPError as error:
                error.close()
                if error.code not in _AGAIN or attempt == TRIES:
                    raise ForgeError(self._refused(method, url, error), error.code) from None
                pause(_wait(error.headers, attempt))
            except (URLError, OSError) as error:
                if attempt == TRIES:
                    raise ForgeError(self._unreachable(error)) from None
                pause(float(attempt))
        raise AssertionError  # the loop returns or raises

    def _once(self, method: str, url: str, body: bytes | None) -> tuple[object, Message]:
        headers = {**self._headers, **({"Content-Type": "application/json"} if body else {})}
        request = Request(url, data=body, headers=headers, method=method)  # noqa: S310 - the scheme was checked
        with self._opener.open(request, timeout=TIMEOUT) as answer:
            raw = answer.read(MAX_BYTES + 1)
            if len(raw) > MAX_BYTES:
                raise ForgeError(f"{self.name}'s API gave more than {MAX_BYTES // 2**20} MiB at once")
            try:
                return (json.loads(raw) if raw.strip() else None), answer.headers
            except ValueError as error:
                raise ForgeError(
                    f"{self.name}'s API at {_origin(url)} gave something else than JSON; is the address right?"
                ) from error

    def _refused(self, method: str, url: str, error: HTTPError) -> str:
        what = f"{self.name}'s API answered {error.code} to {method} {urlsplit(url).path}"
        if error.code == 403 and error.headers.get("X-RateLimit-Remaining") == "0":  # noqa: PLR2004
            return f"{what}: the limit of calls is used up; try again later"
        return f"{what}: {_MENDS.get(error.code, 'try again, and see whether the forge is in order')}"

    def _unreachable(self, error: OSError) -> str:
        reason = error.reason if isinstance(error, URLError) else error
        return f"{self.name}'s API cannot be reached at {_origin(self._address)}: {reason}; tried {TRIES} times"


_MENDS = {
    301: "it has moved; set the new address",
    302: "it has moved; set the new address",
    401: "the token is missing, wrong or has expired; renew it",
    403: "the token may not do this; give it the permission that docs/ci.md names",
    404: "there is no such thing, or the token may not see it; docs/ci.md names the permissions",
    422: "it does not take this",
}


def bearer(token: str, variable: str) -> str:
    """A token from the environment as it goes into a header. Raises ForgeError, without the token, where it has a
    character that no token has.
    """
    if not _HEADER.fullmatch(token):
        raise ForgeError(f"the value of {variable} is no token: it holds spaces, line ends or the like; set it anew")
    return token


def pause(seconds: float) -> None:
    """Wait before the next try."""
    time.sleep(seconds)


def _wait(headers: Message, attempt: int) -> float:
    asked = headers.get("Retry-After") or ""
    return min(float(asked), _LONGEST_WAIT) if asked.isdigit() else float(2**attempt)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
