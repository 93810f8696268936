"""Top-level domains that are met, and names of hosts that are nobody's: what RFCs reserve."""

from __future__ import annotations

from typing import Final

from supportflow.privacy.folding import word_set

RESERVED_DOMAINS: Final = ("example.com", "example.net", "example.org", "example.edu")
RESERVED_TLDS: Final = frozenset(("example", "test", "invalid", "localhost"))

GENERIC: Final = word_set(
    "com org net edu gov mil int info biz name pro aero coop museum jobs mobi travel tel asia cat post xxx "
    "arpa"
    " app dev page web site online store shop tech cloud digital email mail media news blog wiki live life world today"
    " group team company agency studio design art photo photos music film tv video games game fun social "
    "network systems"
    " software solutions services support consulting expert academy school university college education training health"
    " care clinic dental doctor hospital pharmacy fitness yoga sport sports football golf run bike club bar pub cafe"
    " restaurant pizza kitchen wine beer coffee hotel holiday vacations tours travel flights cruise voyage boats yachts"
    " marine house homes property estate land garden farm bio eco green energy solar earth berlin hamburg koeln cologne"
    " bayern wien tirol swiss paris bzh alsace corsica london wales scot cymru irish madrid barcelona eus gal amsterdam"
    " frl brussels gent vlaanderen stockholm africa capetown joburg durban nyc boston miami vegas quebec tokyo sydney"
    " melbourne rio lat lawyer legal law attorney tax finance financial bank money cash credit insurance capital fund"
    " ventures holdings gmbh ltd llc inc srl sarl bzh family kids baby dating wedding church community "
    "foundation ngo ong"
    " xyz top icu vip win one link click help zone space website center link ink me global international gratis"
    " local lan home corp internal intra intranet host hosting icloud google amazon microsoft bmw audi"
)
COUNTRIES: Final = word_set(
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by "
    "bz ca cc cd cf"
    " cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo "
    "fr ga gb gd ge gf"
    " gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo "
    "jp ke kg kh ki km"
    " kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt "
    "mu mv mw mx my mz"
    " na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw "
    "sa sb sc sd se sg"
    " sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua "
    "ug uk us uy uz va"
    " vc ve vg vi vn vu wf ws ye yt za zm zw"
)


def is_tld(label: str) -> bool:
    """Whether a name ends a host's name; also those of other scripts and of private networks."""
    return label in COUNTRIES or label in GENERIC or not label.isascii() or label.startswith("xn--")


def is_reserved(host: str) -> bool:
    """Whether RFC 2606 or RFC 6761 keeps a host's name for documentation and tests."""
    host = host.lower().rstrip(".")
    return host.rpartition(".")[2] in RESERVED_TLDS or any(
        host == each or host.endswith("." + each) for each in RESERVED_DOMAINS
    )
