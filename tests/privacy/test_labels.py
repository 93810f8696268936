from __future__ import annotations

import re

import pytest

from supportflow.privacy.detectors import national_id, national_labels
from supportflow.privacy.fields import fields_of, variants


def test_every_check_of_a_national_id_exists() -> None:
    names = {name for _, checks in national_labels.GROUPS for name in checks.split()} | set(national_labels.GENERIC)
    for name in names - {"*"}:
        assert national_id.is_valid(name, "no id at all") is False


def test_every_label_of_a_national_id_begins_with_a_word_that_is_looked_for() -> None:
    for labels, _ in national_labels.GROUPS:
        # what a label can begin with: its letters up to the first that is none
        starts = {re.match(r"[a-z]*", branch)[0] for branch in labels.split("|")}  # type: ignore[index]
        assert any(word.startswith(start) for start in starts if start for word in national_labels.WORDS)


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("Customer: x", "customer", "x"),
        ("**Affected customer:** x", "customer", "x"),
        ("| Customer | x |", "customer", "x"),
        ('{"customerName": "x"}', "customer name", "x"),
        ("customer_name = 'x'", "customer name", "x"),
        ("<customer>x y</customer>", "customer", "x y"),
        ("Customer - x", "customer", "x"),
        ("Customer:\n  x", "customer", "x"),
        ("| a | Customer |\n|---|---|\n| b | x |", "customer", "x"),
        ("customer;place\nx;y", "customer", "x"),
        ("Name (customer): x", "name", "x"),
    ],
)
def test_a_label_and_its_value_in_many_shapes(text: str, label: str, value: str) -> None:
    assert (label, value) in {(field.label, text[field.start : field.end]) for field in fields_of(text)}


def test_a_label_is_the_same_whoever_it_is_of() -> None:
    assert "telefon" in variants("telefon des kunden")
    assert "name" in variants("owner name")
    assert "file name" in variants("file name")
    assert "name" not in variants("file name")
