"""The client: pages, retries, bounds, and a token that is never told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from supportflow.source.forge.client import MAX_PAGES, TRIES, Client, ForgeError, bearer


@pytest.fixture
def client(forge: Any, secret: str) -> Client:
    return Client("Forge", forge.address, {"Authorization": f"Bearer {secret}"})


def test_a_list_comes_page_by_page(client: Client, forge: Any, pages: Callable[..., Any]) -> None:
    forge.answers["/items"] = pages([1, 2], [3], [4])
    assert client.pages("/items", state="open") == [1, 2, 3, 4]
    assert forge.paths[0] == "/items?per_page=100&state=open"
    assert len(forge.asked) == 3


def test_too_many_pages_end(client: Client, forge: Any, pages: Callable[..., Any]) -> None:
    forge.answers["/items"] = pages(*([1] for _ in range(MAX_PAGES + 1)))
    with pytest.raises(ForgeError, match="more than 50 pages"):
        client.pages("/items")
    assert len(forge.asked) == MAX_PAGES


def test_no_list_is_an_error(client: Client, forge: Any) -> None:
    forge.answers["/items"] = {"message": "hello"}
    with pytest.raises(ForgeError, match="no list"):
        client.pages("/items")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_fault_is_tried_again(client: Client, forge: Any, tries: Callable[..., Any], status: int) -> None:
    forge.answers["/one"] = tries(status, status, {"a": 1})
    assert client.get("/one") == {"a": 1}
    assert len(forge.asked) == 3


def test_a_lasting_fault_ends(client: Client, forge: Any) -> None:
    forge.answers["/one"] = 503
    with pytest.raises(ForgeError, match="answered 503 to GET /one") as caught:
        client.get("/one")
    assert caught.value.status == 503
    assert len(forge.asked) == TRIES


@pytest.mark.parametrize(("status", "mend"), [(401, "renew it"), (403, "permission"), (404, "may not see it")])
def test_a_refusal_is_not_tried_again_and_says_what_to_do(
    client: Client, forge: Any, secret: str, status: int, mend: str
) -> None:
    forge.answers["/one"] = status
    with pytest.raises(ForgeError, match=mend) as caught:
        client.get("/one", key="value")
    assert len(forge.asked) == 1
    assert secret not in str(caught.value)
    assert "value" not in str(caught.value)


def test_nobody_there(forge: Any, secret: str) -> None:
    lonely = Client("Forge", "http://127.0.0.1:1", {"Authorization": secret})
    assert forge.asked == []
    with pytest.raises(ForgeError, match=r"cannot be reached at http://127\.0\.0\.1:1: .*tried 3 times") as caught:
        lonely.get("/one")
    assert secret not in str(caught.value)
    assert caught.value.status is None


def test_no_json(client: Client, forge: Any, raw: Callable[[str], Any]) -> None:
    forge.answers["/one"] = raw("<html>sign in</html>")
    with pytest.raises(ForgeError, match="something else than JSON"):
        client.get("/one")


def test_a_redirect_within_the_api_is_followed(client: Client, forge: Any, redirect: Callable[[str], Any]) -> None:
    forge.answers |= {"/old": redirect("/new"), "/new": [1]}
    assert client.get("/old") == [1]


@pytest.mark.parametrize("kind", ["redirect", "page"])
def test_no_token_goes_to_another_host(
    client: Client, forge: Any, redirect: Callable[[str], Any], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = forge.address.replace("127.0.0.1", "localhost")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    if kind == "redirect":
        forge.answers |= {"/old": redirect(f"{elsewhere}/new"), "/new": [1]}
        with pytest.raises(ForgeError, match="it has moved"):
            client.get("/old")
    else:
        forge.address = elsewhere  # what the Link header names
        forge.answers["/old"] = type(forge.answers)  # never asked for
        with pytest.raises(ForgeError, match="another host"):
            client._next(_Headers(f'<{elsewhere}/old?page=2>; rel="next"'))  # type: ignore[arg-type]
    assert [path for _, path, _ in forge.asked] == (["/old"] if kind == "redirect" else [])


class _Headers(dict[str, str]):
    def __init__(self, link: str) -> None:
        super().__init__(Link=link)


@pytest.mark.parametrize("token", ["a b", "a\nb", "a\r\nX-Evil: 1", "ä", ""])
def test_what_is_no_token_is_refused_untold(token: str) -> None:
    with pytest.raises(ForgeError, match="the value of NAME is no token") as caught:
        bearer(token, "NAME")
    assert not token or token not in str(caught.value).replace("spaces, line ends or the like", "")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.com", ""])
def test_only_http(address: str) -> None:
    with pytest.raises(ForgeError, match="http or https"):
        Client("Forge", address, {})


def test_post_sends_json(client: Client, forge: Any) -> None:
    forge.answers["/statuses/abc"] = {"id": 1}
    assert client.post("/statuses/abc", {"state": "pending"}) == {"id": 1}
    assert forge.asked == [("POST", "/statuses/abc", {"state": "pending"})]
