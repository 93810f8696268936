"""Which addresses are no datum of a person."""

from __future__ import annotations

import re
from typing import Final

from supportflow.privacy.detectors.user_path import is_nobody
from supportflow.privacy.folding import word_set
from supportflow.privacy.page import Page

_AUTOMATIC: Final = re.compile(
    r"(?:.*[._+-])?(?:no-?_?\.?reply|do-?_?\.?not-?_?\.?reply|bounces?|mailer-daemon|postmaster|daemon"
    r"|notifications?|automation|automated"
    r"|bots?|dependabot|renovate|github-actions|keine-?antwort|nicht-?antworten|nepasrepondre"
    r"|ne-pas-repondre|noresponder|no-?responder|niet-?beantwoorden|nao-?responda)"
    r"(?:[._+-].*|\d*|\[bot\])"
    r"|(?:root|git|cron|nobody|www-data|system|jenkins|gitlab|gitlab-runner|runner|deploy|ubuntu|ec2-user"
    r"|svc[._-].*|service[._-].*)"
    r"|.*(?:-bot|_bot|\.bot|\[bot\])",
    re.IGNORECASE,
)
_ROLES: Final = word_set(
    "support info help helpdesk service contact kontakt sales office admin billing accounts hello team "
    "security privacy press"
    " jobs careers marketing webmaster hostmaster abuse feedback datenschutz buchhaltung vertrieb "
    "contacto soporte ayuda"
    " klantenservice suporte ajuda aide operator provider"
)
_SHELL: Final = re.compile(
    r"(?:^|[\s`$>(\"'])(?:ssh|scp|sftp|rsync|ssh-copy-id|mosh|autossh|sshfs|git clone|git remote add \S+"
    r"|git push|git pull|git fetch|ansible|docker|psql|kubectl)[ ][^\n@]{0,120}$"
    r"|(?:ssh|git|git\+ssh|sftp|svn\+ssh|rsync|https?|ftp|svn)://[^\s/@]*$|^\[$"
)
_BEHIND_HOST: Final = re.compile(r":(?:~|/|[\w.-]+/)|:?~?[\w/.-]*[$#%](?:\s|$)|[ ]~|\s[\w~/.-]*\]?[$#%]\s")
_PROMPT_HOST: Final = re.compile(r"[:\s][~/][^\s]{0,80}[ ]?[$#%>]|:\S{0,80}[$#]|[^\n]{0,40}\][$#]")
_KEY_LINE: Final = re.compile(r"ssh-(?:rsa|ed25519|dss)\s|ecdsa-sha2-")
_MESSAGE_ID: Final = re.compile(
    r"(?:message-id|in-reply-to|references|content-id|cid|list-id|x-[\w-]*id)\W{0,6}[^\n]{0,200}$", re.IGNORECASE
)
_PRIVATE: Final = word_set("local lan internal intra home localdomain")
_HEXADECIMAL: Final = re.compile(r"[0-9a-f]{24,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{20,}", re.IGNORECASE)


def passes(page: Page, local: str, host: str, start: int, end: int) -> bool:
    """Whether this address is one of a machine, of a role that the policy allows, or no address at all."""
    if _AUTOMATIC.fullmatch(local) or host.startswith(("noreply.", "no-reply.")) or host.endswith("noreply.github.com"):
        return True
    if local.lower() in _ROLES and any(host == own or host.endswith("." + own) for own in page.allow.domains):
        return True
    if host.rpartition(".")[2] in _PRIVATE and is_nobody(local):
        return True
    if _HEXADECIMAL.fullmatch(local):
        return True
    before = page.text[max(page.line_start(start), start - 200) : start]
    behind = page.text[end : end + 100]
    if _SHELL.search(before) or _KEY_LINE.search(before) or _MESSAGE_ID.search(before):
        return True
    if behind.startswith(":") and re.match(r":[\w~./-]*/[\w~.-]", behind) and not before.endswith("mailto:"):
        return True
    return bool(_PROMPT_HOST.match(behind)) and not before.strip(" `[(\"'>")
