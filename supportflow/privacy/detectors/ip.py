"""Public IP addresses, of both versions. What RFCs reserve, private networks, public resolvers and versions pass."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.folding import word_set
from supportflow.privacy.page import Match, Page
from supportflow.privacy.types import Kind

_V4: Final = re.compile(r"(?<![\w.])(?<!\d-)(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2})?(?![\w-]*\.\w)(?!\w)(?!-[A-Za-z\d])")
_V6: Final = re.compile(
    r"(?<![\w:.])(?:[0-9A-Fa-f]{1,4}:){2,7}(?::?[0-9A-Fa-f]{0,4}){0,6}(?:%\w+)?(?:/\d{1,3})?(?![\w:])"
    r"|(?<![\w:])[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,5}::(?:[0-9A-Fa-f]{1,4}:?){0,6}(?![\w:])"
)
_SPACED: Final = re.compile(
    r"(?<![\w.])(?:\d{1,3}[ ]?(?:\.|\[\.\]|\(\.\)|\[dot\]|\(dot\))[ ]?){3}\d{1,3}(?![\w.])", re.IGNORECASE
)
_RESOLVERS: Final = word_set(
    "8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 149.112.112.112 208.67.222.222 208.67.220.220 "
    "2001:4860:4860::8888 2001:4860:4860::8844 2606:4700:4700::1111 2606:4700:4700::1001 2620:fe::fe "
    "76.76.2.0 94.140.14.14 4.2.2.2"
)
_VERSION: Final = re.compile(
    r"(?:\b(?:v|ver|vers|version|versions|versie|versao|version(?:e|en|er)|wersja|weergawe|release"
    r"|releases|rel|build|builds|firmware|fw|driver|treiber|patch|hotfix|update|upgrade[ds]?|updated"
    r"|downgraded?|rollback|chrome|chromium|edge|edg|firefox|webview|opr|opera|safari|electron|assembly"
    r"|dll|sdk|runtime|plugin|app|client|agent|stand|tag|aktualisiert auf|upgrade auf|auf version|bis"
    r"|since|from version|section|chapter|kapitel|abschnitt|clause|paragraph|§+|rfc|oid|schema|spec"
    r"|edition|package|paket|nuget|library|app version|mise a jour|actualizacion|atualizacao|atualizado"
    r"|bijgewerkt|opgradeer)[\w]*[ .:=\"'(/-]{0,3}(?:(?:is|was|to|from|auf|von|vom|nach|vers|a|de|para|van"
    r"|naar|e|y|und|and|or|oder|ou|of|number|no|nr|code|info|id|string)[ "
    r".:=\"']{0,3}){0,2}(?:(?:v?\d+(?:\.\d+){1,3}\w*)(?:[ ,/]{1,3}|[ ](?:to|and|auf|und|or|et|y|e|en|a|->"
    r"|→|–|-)[ ]|[ ]?(?:->|→|–|-)[ ]?)){0,4}v?)$"
    r"|[\w)][/_@-]v?$|(?:==|[~<>^]=?)[ ]?v?$|\bv$"
)
_ADDRESS_WORD: Final = re.compile(
    r"\b(?:ip|ips|ipv4|ipv6|ip-?adres\w*|addr(?:ess)?(?:e|es)?|host|client_?ip|remote\w*|peer|source|src"
    r"|dst|from|x-forwarded-for|x-real-ip|forwarded|via|ping|connect\w*|whois|login|visitor|server|gateway"
    r"|endpoint|listen\w*|proxy|banned|blocked|firewall|traceroute|dns|router|wan|vpn|von|desde|depuis"
    r"|vanaf|sesion|anmeldung|zugriff)\b"
)
_DOTTED: Final = re.compile(r"\d\.\d{1,3}\.\d{1,3}\.\d")
_KEY: Final = re.compile(r"(?:ip|addr|address|host|remote|client|peer|src|dst|for)[\"'`]?[ ]?[=:][ ]?[\"'`\[]?$")
_LARGE: Final = 32


def find(page: Page) -> Iterator[Match]:
    """Addresses that are somebody's."""
    text = page.text
    if _DOTTED.search(text):
        for found in _V4.finditer(text):
            if _is_public(found[0]) and not _is_version(page, found):
                yield Match(*found.span(), Kind.IP)
    if any(sign in page.folded for sign in ("[.]", "(.)", "[dot]", "(dot)", " . ")):
        for found in _SPACED.finditer(text):
            packed = re.sub(r"[^\d.]", "", re.sub(r"dot", ".", found[0], flags=re.IGNORECASE))
            if (
                packed != found[0]
                and _is_public(packed)
                and ("]" in found[0] or _ADDRESS_WORD.search(page.before(found.start())))
            ):
                yield Match(*found.span(), Kind.IP)
    if "::" in text or any(token[0].count(":") > 5 for token in page.tokens):
        for found in _V6.finditer(text):
            if found[0].count(":") >= 2 and _is_public(found[0].partition("%")[0]):
                yield Match(*found.span(), Kind.IP)


def _is_public(written: str) -> bool:
    host, _, prefix = written.partition("/")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    if host in _RESOLVERS or (prefix and int(prefix) < address.max_prefixlen - 4):
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            return inner.is_global and str(inner) not in _RESOLVERS
        if address not in _GLOBAL_V6 or address in _DOCUMENTATION_V6 or address in _DOCUMENTATION_V6_NEW:
            return False
    return address.is_global and not address.is_multicast


_GLOBAL_V6: Final = ipaddress.ip_network("2000::/3")
_DOCUMENTATION_V6: Final = ipaddress.ip_network("2001:db8::/32")
_DOCUMENTATION_V6_NEW: Final = ipaddress.ip_network("3fff::/20")


def _is_version(page: Page, found: re.Match[str]) -> bool:
    """Whether the four numbers are a version, by what stands before them or by being small."""
    before = page.before(found.start(), 80)
    if _KEY.search(before):
        return False
    if _VERSION.search(before):
        return True
    octets = [int(each) for each in found[0].partition("/")[0].split(".")]
    if any(len(each) > 1 and each.startswith("0") for each in found[0].partition("/")[0].split(".")):
        return True
    if _ADDRESS_WORD.search(before) or page.text[found.end() : found.end() + 2].startswith((" -", ":")):
        return False
    # all small, or of the form n.0.0.0: rather a version than an address, where nothing calls it one
    return max(octets) < _LARGE or octets[1:3] == [0, 0] or (octets[0] == 1 and max(octets) < 2 * _LARGE)
