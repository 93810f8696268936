r"""User names in paths: /home/…, /Users/…, C:\Users\…. Accounts of services, systems and tests pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.folding import word_set
from supportflow.privacy.page import Match, Page
from supportflow.privacy.types import Kind

_NAME: Final = r"(?P<user>[^\W_][\w.@+-]{0,40}(?:[ ](?=[A-Z])[A-Z]\w{1,20}(?=[\\/]))?)"
_UNIX: Final = re.compile(
    rf"(?:(?<![\w.~}})\]])|(?<=file:/)|(?<=file://)|(?<=vscode-remote:/)|(?<=-I)"
    rf"|(?<=-L))(?P<root>(?:/(?:var|usr|export|mnt/\w{{1,3}}|Volumes/[\w ]{{1,20}}|data|private"
    rf"|net))?/(?:home|Users|homes|u))/{_NAME}",
    re.UNICODE,
)
_WSL: Final = re.compile(rf"/mnt/[a-z]/Users/{_NAME}")
_WINDOWS: Final = re.compile(
    rf"(?<!\w)[A-Za-z]:[\\/]{{1,4}}(?:Users|Benutzer|Utilisateurs|Usuarios|Gebruikers|Documents and "
    rf"Settings|Dokumente und Einstellungen|home)[\\/]{{1,4}}{_NAME}",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(
    rf"\\\\[\w.-]{{2,40}}\\(?:users|home|homes|profiles|home\$|users\$|profiles\$)\\{_NAME}", re.IGNORECASE
)
_TILDE: Final = re.compile(rf"(?<![\w/~.])~{_NAME}/(?=[\w.])")
_MAC_ESCAPED: Final = re.compile(r"(?<![\w/])-Users-(?P<user>[a-z][a-z0-9]{2,20})-(?=[\w-]+)")
_ACCOUNTS: Final = word_set(
    "root runner app apps application ubuntu debian centos fedora rocky alma admin administrator adm user "
    "users username usr yourname your-name your_name your-username youruser your-user name me you"
    " public shared default all guest test tester testuser test-user testing demo example sample foo bar "
    "baz dev developer devuser dev-user deploy deployer deployment"
    " deployuser build builder buildbot build-agent ci cibot circleci travis jenkins gitlab "
    "gitlab-runner gitlab-ci github github-runner actions actions-runner azureuser azureagent vsts "
    "vsts_azpipelinescontainer vmuser"
    " agent bamboo teamcity drone node nodejs python ruby rails php java go rust postgres postgresql "
    "mysql mariadb mongo mongodb redis oracle elastic elasticsearch kibana grafana prometheus git svn hg"
    " www www-data wwwrun web webapp webmaster nginx apache httpd tomcat jetty http ftp ftpuser mail "
    "postfix docker dockeruser container containeruser containeradministrator containers podman vagrant "
    "vscode codespace coder"
    " gitpod jovyan airflow spark hadoop hdfs kafka zookeeper rabbitmq ec2-user opc pi kali bitnami "
    "nobody daemon systemd service services svc system sysadmin sys operator ops backup cron batch "
    "worker server nonroot appuser"
    " app-user app_user runneradmin localuser local staff kiosk terminal till scanner pos display screen "
    "lab student sandbox steam android flutter expo cirrus distiller linuxbrew homebrew brew nix nixbld "
    "mambauser conda solr memcached"
    " defaultuser0 defaultapppool networkservice localservice wdagutilityaccount ltsc packer ansible "
    "terraform chef puppet rundeck nagios zabbix splunk sonar nexus artifactory minio vault consul "
    "supportflow project projects repo workspace src code bot"
    " site wwwroot data xxx xxxx redacted erased masked anonymous anon someone somebody person customer "
    "client user1 user2 "
    "test1 testuser1 dummy foobar homeuser alluser allusers"
)
_ROUTES: Final = word_set(
    "node_modules node-modules vendor index index.html index.php dashboard settings products product "
    "page pages profile login logout about "
    "contact search help news blog category categories cart checkout account accounts orders order home main "
    "overview feed"
    " notifications messages inbox list new edit details tab tabs menu banner banners slider hero assets "
    "images img css js static api v1 v2 content widget widgets screen view views default.aspx welcome "
    "events event component components module."
)
_PLACEHOLDER: Final = re.compile(
    r"x{2,}|\.{2,}|.*(?:redacted|masked|erased|placeholder|username|user-?name).*|svc[-_.].*|.*[-_]svc"
    r"|.*[-_](?:bot|service|ci|agent|runner)|(?:ci|app|srv|sa|test|demo|qa|user|benutzer|kiosk|till|pos"
    r"|term(?:inal)?|lab|dev|vm|host)[-_]?\d*|.*\.(?:html?|php|aspx?|jsp|json|js|ts|tsx|css|png|svg)"
)


def find(page: Page) -> Iterator[Match]:
    """User names, at their place in a path."""
    text = page.text
    for hint, pattern in _HINTED:
        if not any(each in page.folded for each in hint):
            continue
        for found in pattern.finditer(text):
            if not is_nobody(found["user"]) and not _is_route(page, found):
                yield Match(*found.span("user"), Kind.USER_PATH)


_HINTED: Final = (
    (("/home/", "/users/", "/homes/", "/u/"), _UNIX),
    (("/mnt/",), _WSL),
    (
        tuple(
            f"{mark}{word}"
            for mark in "\\/"
            for word in (
                "users",
                "benutzer",
                "utilisateurs",
                "usuarios",
                "gebruikers",
                "documents and",
                "dokumente und",
                "home",
            )
        ),
        _WINDOWS,
    ),
    (("\\\\",), _SHARE),
    (("~",), _TILDE),
    (("-users-",), _MAC_ESCAPED),
)


def is_nobody(user: str) -> bool:
    """Whether an account belongs to a service, the system or a test."""
    user = user.lower().rstrip(".-_")
    return user in _ACCOUNTS or bool(_PLACEHOLDER.fullmatch(user)) or user.endswith("$") or user.isdigit()


def _is_route(page: Page, found: re.Match[str]) -> bool:
    """Whether what looks like a path of files is one of a web site."""
    if "root" not in found.groupdict():
        return False
    user = found["user"].lower()
    before = page.before(found.start(), 30)
    if found["root"].endswith(("/Users", "/u")) and (
        found["root"] == "/u" or before.endswith(("api", "get ", "post ", "put ", "patch ", "delete "))
    ):
        return True
    return found["root"] == "/home" and (
        user in _ROUTES or before.endswith(("get ", "post ", 'href="', 'to="', "route ", "url: "))
    )
