"""E-mail addresses, written plainly or spelt out ("anna [at] host [dot] tld", in several languages).

Addresses of bots, no-reply addresses, hosts that RFCs reserve, `name@host` in a git remote, a shell prompt or an ssh
command, `package@version`, scopes of npm and message ids pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.detectors.email_passes import passes
from supportflow.privacy.folding import word_set
from supportflow.privacy.page import Match, Page
from supportflow.privacy.tlds import is_reserved, is_tld
from supportflow.privacy.types import Kind

_PLAIN: Final = re.compile(
    r"(?P<local>[\w.!#$%*+'-]{1,64}|\"[^\"\n@]{1,60}\")@(?P<host>\[?(?:[\w-]{1,63}\.){1,8}[\w-]{2,63})"
)
_SPACED: Final = re.compile(
    r"(?P<local>[\w+-]{1,40}(?:[ ]?\.[ ]?[\w+-]{1,40}){0,4})(?P<at>[ `*_]{0,3}@[ `*_]{0,3})"
    r"(?P<host>[\w-]{1,63}(?:(?:[ ]{1,2}\.[ ]{0,2}|\.)[\w-]{1,63}){1,5})(?![\w])"
)
_AT: Final = (
    r"at|ät|a|arroba|arobase|arobas|apenstaartje|aapstert|klammeraffe|affenschwanz|chiocciola|chiocciolina"
    r"|małpa|malpa|snabel-a|snabela|et|chez|bei|@"
)
_DOT: Final = r"dot|punkt|point|punto|ponto|punt|kropka|prick|pkt|dt|d0t|full stop|\."
_BRACKETED: Final = re.compile(
    rf"(?P<local>[\w+-]{{1,40}}(?:(?:\.|[ ]?[\[({{<][ ]?(?:{_DOT})[ ]?[\])}}>][ "
    rf"]?)[\w+-]{{1,40}}){{0,4}})[ ]?[\[({{<_*|-]{{1,2}}[ ]?(?:{_AT})[ ]?[\])}}>_*|-]{{1,2}}[ ]?"
    rf"(?P<host>[\w-]{{1,63}}(?:(?:[ ]?[\[({{<_*|-]{{1,2}}[ ]?(?:{_DOT})[ ]?[\])}}>_*|-]{{1,2}}[ ]?|[ "
    rf"]?\.[ ]?|[ ](?:{_DOT})[ ])[\w-]{{2,63}}){{1,5}})",
    re.IGNORECASE,
)
_SPOKEN_AT: Final = (
    r"at|ät|arroba|arobase|arobas|apenstaartje|aapstert|klammeraffe|affenschwanz|chiocciola|małpa|malpa"
    r"|snabel-a|snabela"
)
_SPOKEN_DOT: Final = r"dot|punkt|point|punto|ponto|punt|kropka|prick"
_SPOKEN_LOCAL: Final = re.compile(
    rf"(?<![^\W_])(?P<local>[^\W_][^\W_+-]{{0,40}}(?:(?:[ _](?:{_SPOKEN_DOT})[ _]"
    rf"|[._])[^\W_+-]{{1,40}}){{0,4}})(?P<gap>[ _]{{1,2}})\Z",
    re.IGNORECASE,
)
_SPOKEN_HOST: Final = re.compile(
    rf"(?:{_SPOKEN_AT})(?P<gap>[ _]{{1,2}})(?P<host>[^\W_][^\W_-]{{1,62}}(?:[ _]{{1,2}}(?:{_SPOKEN_DOT})[ "
    rf"_]{{1,2}}[^\W_]{{2,63}}){{1,5}})(?!\w)",
    re.IGNORECASE,
)
_HALF_SPOKEN: Final = re.compile(
    r"(?<!\w)(?P<local>[\w+-]{1,40}(?:[._][\w+-]{1,40}){0,4})[ ](?:AT|arroba|arobase|apenstaartje|aapstert"
    r"|chiocciola|małpa|snabel-a)[ ]"
    r"(?P<host>[\w-]{2,63}(?:\.[\w-]{2,63}){1,5})(?!\w)"
)
_DOTS: Final = re.compile(
    rf"[ ]*[\[({{<_*|-]*[ ]*(?<!\w)(?:{_DOT})(?!\w)[ ]*[\])}}>_*|-]*[ ]*|[ ]*\.[ ]*", re.IGNORECASE
)
_SIGNS: Final = word_set(
    "at arroba arobase arobas apenstaartje aapstert klammeraffe affenschwanz chiocciola chiocciolina malpa "
    "snabel snabela"
)
_FILES: Final = word_set(
    "png jpg jpeg gif webp svg ico css scss js mjs cjs ts tsx jsx json yml yaml xml html htm md txt log zip "
    "gz tgz jar pdf map wasm exe dll deb rpm so dylib lock toml ini cfg conf"
)


def find(page: Page) -> Iterator[Match]:
    """Addresses in every spelling."""
    done = 0
    at = page.text.find("@")
    while at >= 0:
        low, high = max(done, at - _BEFORE), min(len(page.text), at + _BEHIND)
        for pattern in (_PLAIN, _SPACED):
            for found in pattern.finditer(page.text, low, high):
                if found.start() <= at < found.end() and (pattern is _PLAIN or _is_spaced_out(found)):
                    yield from _judged(page, found, re.sub(r"[\s\[]", "", found["host"]), spelt=pattern is _SPACED)
                    done = max(done, at + 1)
        at = page.text.find("@", at + 1)
    yield from _spelt(page)


def _spelt(page: Page) -> Iterator[Match]:
    """Addresses whose sign is written as a word."""
    for found in _SIGN.finditer(page.text):
        low, high = max(0, found.start() - _BEFORE), min(len(page.text), found.end() + _BEHIND)
        for whole in _BRACKETED.finditer(page.text, low, high):
            if whole.start() < found.start() < whole.end():
                yield from _judged(page, whole, _DOTS.sub(".", whole["host"]), spelt=True)
    yield from _spoken(page)
    for at in page.at(_SIGNS - {"at"}):
        for whole in _HALF_SPOKEN.finditer(page.text, max(0, at - _BEFORE), min(len(page.text), at + _BEHIND)):
            if whole.start() < at < whole.end():
                yield from _judged(page, whole, whole["host"], spelt=True)
    if " AT " in page.text:
        for whole in _HALF_SPOKEN.finditer(page.text):
            yield from _judged(page, whole, whole["host"], spelt=True)


def _spoken(page: Page) -> Iterator[Match]:
    """Addresses of which every sign is a word: `name at host dot tld`."""
    dotted = page.has(_DOT_WORDS)
    for at in page.at(_SIGNS) if dotted else ():
        host = _SPOKEN_HOST.match(page.text, at)
        local = _SPOKEN_LOCAL.search(page.text, max(0, at - _BEFORE), at) if host else None
        if host and local and _is_host(_SPOKEN_DOTS.sub(".", host["host"])):
            yield Match(local.start(), host.end(), Kind.EMAIL)


_SPOKEN_DOTS: Final = re.compile(rf"[ _]+(?:{_SPOKEN_DOT})[ _]+", re.IGNORECASE)
_BEFORE: Final = 90
_BEHIND: Final = 160
_SIGN: Final = re.compile(rf"[\[({{<_*|-][ ]?(?:{_AT})[ ]?[\])}}>_*|-]", re.IGNORECASE)
_DOT_WORDS: Final = word_set("dot punkt point punto ponto punt kropka prick")


def _is_spaced_out(found: re.Match[str]) -> bool:
    """Whether spaces stand on both sides of the sign, or only in the host: `ping @name.tld` is a mention."""
    before, _, behind = found["at"].partition("@")
    return (" " in before and " " in behind) or (not before.strip("`*_") and not found["at"].startswith(" "))


def _judged(page: Page, found: re.Match[str], host: str, *, spelt: bool = False) -> Iterator[Match]:
    start, end = found.span()
    host = host.strip("-_").lower()
    tld = host.rpartition(".")[2]
    local = found["local"]
    if is_reserved(host) or tld.isdigit() or tld in _FILES or any(each.isdigit() for each in tld):
        return
    if not is_tld(tld) and (spelt or _is_version(host) or len(tld) > 12):
        return
    trimmed = len(local) - len(local.lstrip(".!#$%&*+/=?^|~'-"))
    local = local[trimmed:]
    if not local or passes(page, local, host, start + trimmed, end):
        return
    if local.isdigit() and spelt:
        return
    yield Match(start + trimmed, end, Kind.EMAIL)


def _is_host(host: str) -> bool:
    """Whether a host that was spelt out is one, and none that RFCs reserve."""
    return is_tld(host.rpartition(".")[2].lower()) and not is_reserved(host)


def _is_version(host: str) -> bool:
    return host[:1].isdigit() or host[:2] in ("v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9")
