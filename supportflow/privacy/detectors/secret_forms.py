"""The forms of secrets: what providers give out, blocks of keys, strings that connect to a service."""

from __future__ import annotations

import re
from typing import Final

_FORMS: Final = (
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}",
    r"A3T[A-Z0-9][A-Z0-9]{16}",
    r"amzn\.mws\.[0-9a-f-]{36}",
    r"gh[pousr]_[A-Za-z0-9]{30,255}",
    r"github_pat_[A-Za-z0-9_]{22,255}",
    r"gl(?:pat|rt|dt|ptt|ft|soat|cbt|imt|agent|oas|ffct)-[A-Za-z0-9_.-]{18,}",
    r"xox[abeoprs]-[A-Za-z0-9-]{10,}",
    r"xapp-\d-[A-Za-z0-9-]{10,}",
    r"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{20,}",
    r"discord(?:app)?\.com/api/webhooks/\d+/[\w-]{40,}",
    r"[\w-]{1,40}\.webhook\.office\.com/webhookb2/[\w@/-]{40,}",
    r"[MNO][A-Za-z\d_-]{23,25}\.[\w-]{6}\.[\w-]{27,38}",
    r"\d{8,10}:AA[\w-]{32,34}",
    r"(?:sk|rk|whsec)_(?:live|test)?_?[A-Za-z0-9]{20,}",
    r"sk-(?:ant-|proj-|svcacct-|or-v1-|admin-)?[A-Za-z0-9_-]{20,}",
    r"AIza[\w-]{35}",
    r"ya29\.[\w-]{20,}",
    r"1//0[\w-]{30,}",
    r"GOCSPX-[\w-]{20,}",
    r"SG\.[\w-]{16,32}\.[\w-]{16,64}",
    r"SK[0-9a-f]{32}",
    r"key-[0-9a-f]{32}",
    r"[0-9a-f]{32}-us\d{1,2}",
    r"npm_[A-Za-z0-9]{30,}",
    r"pypi-AgE[\w-]{40,}",
    r"rubygems_[0-9a-f]{40,}",
    r"dckr_pat_[\w-]{20,}",
    r"do[opr]_v1_[0-9a-f]{40,}",
    r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}",
    r"sq0(?:atp|csp)-[\w-]{20,}|EAAA[\w-]{50,}",
    r"EAA[A-Za-z0-9]{40,}",
    r"ATATT3[\w=-]{30,}|ATBB[A-Za-z0-9]{28,}",
    r"dapi[0-9a-f]{32}",
    r"hf_[A-Za-z0-9]{30,}",
    r"lin_(?:api|oauth)_[A-Za-z0-9]{30,}",
    r"ntn_[A-Za-z0-9]{30,}|secret_[A-Za-z0-9]{40,}",
    r"dp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9]{30,}",
    r"hv[sb]\.[\w-]{20,}",
    r"NR(?:AK|JS|II)-[A-Z0-9]{20,}",
    r"gl(?:sa|c)_[\w=]{30,}",
    r"PMAK-[0-9a-f]{20,}-[0-9a-f]{30,}",
    r"AGE-SECRET-KEY-1[A-Z0-9]{50,}",
    r"fly?[om]1[a-z]?_[\w-]{40,}|FlyV1 [\w+/=,-]{40,}",
    r"sbp_[0-9a-f]{40}",
    r"tskey-[a-z]+-[\w-]{20,}",
    r"pul-[0-9a-f]{40}",
    r"xkeysib-[0-9a-f]{40,}[\w-]*",
    r"re_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{20,}",
    r"r8_[A-Za-z0-9]{36,}",
    r"pk_(?:live|test)_never|sntry[su]_[\w=+/-]{40,}",
    r"eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{6,}",
    r"AccountKey=[A-Za-z0-9+/=]{40,}|SharedAccessKey=[A-Za-z0-9+/=]{30,}|SharedAccessSignature=\S{20,}",
    r"[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34}",
    r"otpauth://[^\s\"'<>]*secret=[A-Z2-7]{8,}[^\s\"'<>]*",
)
FORMS: Final = re.compile(r"(?<![A-Za-z0-9_-])(?:" + "|".join(_FORMS) + ")")
HINTS: Final = re.compile(
    r"AKIA|ASIA|ABIA|ACCA|A3T|mws\.|gh[pousr]_|github_pat|gl(?:pat|rt|dt|ptt|ft|soat|cbt|imt|agent|oas"
    r"|ffct)-|xox|xapp-|hooks\.|discord|webhook|AA[\w-]{32}|[MNO][\w-]{22,26}\.[\w-]{6}\.|_(?:live|test)_"
    r"|whsec|sk-|AIza|ya29|1//0|GOCSPX|SG\.|SK[0-9a-f]{8}|key-|-us\d"
    r"|npm_|pypi-|rubygems_|dckr_|_v1_|shp(?:at|ca|pa|ss)_|sq0|EAA|ATATT3|ATBB|dapi|hf_|lin_|ntn_|secret_"
    r"|dp\.|hv[sb]\.|NR(?:AK|JS|II)|glsa_|glc_|PMAK|AGE-SECRET|fo1_|fm1|FlyV1|sbp_|tskey|pul-|xkeysib|re_"
    r"|r8_|sntry|eyJ|AccountKey|SharedAccess|Q~|otpauth"
)
BLOCK: Final = re.compile(
    r"-----BEGIN (?:[A-Z0-9 ]{0,30})PRIVATE KEY(?: BLOCK)?-----(?:[\s\S]{0,20000}?-----END (?:[A-Z0-9 "
    r"]{0,30})PRIVATE KEY(?: BLOCK)?-----|[\sA-Za-z0-9+/=:,.-]{0,4000})"
    r"|PuTTY-User-Key-File-\d:[\s\S]{0,6000}?Private-MAC:[ ]?[0-9a-f]+"
)
_NAMES: Final = (
    r"(?:[\w.-]{0,40}[_.-])?(?:api[_. -]?key|apikey|api[_. -]?token|api[_. -]?secret|secret(?:[_. "
    r"-]?(?:access)?[_. -]?key)?|access[_. -]?key(?:[_. -]?id)?|access[_. -]?token|auth[_. -]?token"
    r"|auth[_. -]?key|client[_. -]?secret|consumer[_. -]?secret|app[_. -]?secret|private[_. -]?key"
    r"|privatekey|encryption[_. -]?key|signing[_. -]?(?:key|secret)|master[_. -]?key"
    r"|refresh[_. -]?token|id[_. -]?token|session[_. -]?(?:token|key|secret|cookie)|bearer[_. -]?token"
    r"|webhook[_. -]?secret|token|secret|jwt|x-api-key|x(?:-[a-z]+){1,3}-key|x-auth-token|preshared[_. "
    r"-]?key|psk|license[_. "
    r"-]?key|recovery[_. -]?(?:code|key)|account[_. -]?key|storage[_. -]?key|deploy[_. -]?(?:key|token)"
    r"|service[_. -]?key|credentials?|zugangstoken|api-schlussel|schlussel|geheimnis|cle (?:api|secrete"
    r"|d.api)|clave (?:api|secreta)|chave (?:api|secreta)|sleutel|jeton|phpsessid|jsessionid|sessionid"
    r"|session[_-]?id|sid|connect\.sid|csrftoken|xsrf-token|set-cookie|cookie)"
)
VALUES: Final = re.compile(r"(?<![A-Za-z0-9+/_~.-])[A-Za-z0-9+/_~.%-]{12,2000}={0,2}")
LABELLED: Final = re.compile(
    rf"(?:(?<![a-z0-9]){_NAMES}[\"'`*_]{{0,3}}(?:[ \t]{{1,3}}(?:is|lautet|ist|est|es|e|luidt)[ ]|[ "
    rf"\t]{{0,3}}(?::=|=>|[:=|]))[ \t]{{0,3}}(?:[a-z_.]{{2,24}}=)?[\"'`* ]{{0,3}}(?:bearer |basic |token )?"
    r"|(?<![a-z0-9])(?:bearer|basic|token|digest|apikey)[ ]{1,2}[\"'`]?"
    r"|[?&;](?:x-amz-signature|x-amz-security-token|x-goog-signature|sig|signature|access_token|token|auth"
    r"|key|api_key|apikey|code|reset_token|invite|t|k|secret)=)$"
)
CONNECTIONS: Final = (
    (
        (("://",), ("@",)),
        re.compile(
            r"[a-z][a-z0-9+.-]{1,20}://[^\s:/@\"'<>]{0,80}:(?P<value>[^\s/@\"'<>]{1,120})@[\w.\[-]", re.IGNORECASE
        ),
    ),
    (
        (("password=", "pwd=", "passwd="),),
        re.compile(
            r"(?:^|[;\"' ])(?:password|pwd|passwd)=(?P<value>[^;\"'\s]{3,100})(?=;|[\"'](?:\s|$)|[ "
            r"]+(?:dbname|host|port|user)=)",
            re.IGNORECASE,
        ),
    ),
    (
        (("curl", "wget", "http "), (" -u", "--user")),
        re.compile(
            r"(?:curl|wget|http)[ ][^\n]{0,200}?(?:-u|--user)[ ]?[\"']?[\w.@+-]{1,60}:(?P<value>[^\s\"']{3,100})",
            re.IGNORECASE,
        ),
    ),
    (
        (("mysql", "mariadb"), (" -p",)),
        re.compile(r"(?:mysql|mysqldump|mariadb)[ ][^\n]{0,100}?[ ]-p(?P<value>[^\s-][^\s]{3,60})"),
    ),
    ((("sshpass",),), re.compile(r"(?:sshpass)[ ]-p[ ]?[\"']?(?P<value>[^\s\"']{3,60})")),
    ((("privatekey",),), re.compile(r"PrivateKey[ ]?=[ ]?(?P<value>[A-Za-z0-9+/]{42,43}=)")),
    ((("_authtoken=",),), re.compile(r"_authToken=(?P<value>[\w-]{16,})")),
    (
        ((" password ",), ("login ",)),
        re.compile(r"(?:machine[ ]\S+[ ])?login[ ]\S{1,60}[ ]password[ ](?P<value>\S{4,100})"),
    ),
)
"""What has to be in the folded text, one of each group, and the form."""
