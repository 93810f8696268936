from __future__ import annotations

import hashlib

from supportflow.privacy.fingerprint import fingerprint, fingerprint_of
from supportflow.privacy.scan import scan
from supportflow.privacy.types import Hit, Kind


def test_it_is_what_the_contract_says() -> None:
    expected = hashlib.sha256(b"SF401\nwrite to [email]").hexdigest()[:16]
    assert fingerprint("SF401", "  write\tto   [email] ") == expected


def test_it_holds_no_value_and_survives_a_shift_of_lines() -> None:
    one, other = "write to lena.vogt@gmx.de", "first line\n  write  to jens@web.de"
    prints = {fingerprint_of(text, hit, scan(text)) for text in (one, other) for hit in scan(text)}
    assert prints == {fingerprint("SF401", "write to [email]")}


def test_every_value_of_the_line_is_masked() -> None:
    text = "Customer: Lena Vogt, lena.vogt@gmx.de"
    hits = scan(text)
    assert {fingerprint_of(text, hit, hits) for hit in hits} == {
        fingerprint("SF404", "Customer: [name], [email]"),
        fingerprint("SF401", "Customer: [name], [email]"),
    }


def test_a_hit_of_several_lines_counts_on_its_first() -> None:
    text = "start here\nand here"
    hit = Hit(6, len(text), Kind.CONVERSATION)
    assert fingerprint_of(text, hit, [hit]) == fingerprint("SF416", "start [conversation]")
