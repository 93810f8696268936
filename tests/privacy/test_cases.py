from __future__ import annotations

import pytest

from supportflow.privacy.scan import scan
from tests.privacy.support import Case, cases

FOUND = cases("found")
PASSED = cases("passed")


@pytest.mark.parametrize("case", [case for _, case in FOUND], ids=[name for name, _ in FOUND])
def test_what_has_to_be_found_is_found_at_its_place(case: Case) -> None:
    hits = {(str(hit.kind), hit.start, hit.end): hit for hit in scan(case.text)}
    for kind, certain, start, end in case.wanted:
        assert (kind, start, end) in hits
        assert hits[kind, start, end].certain or not certain


@pytest.mark.parametrize("case", [case for _, case in PASSED], ids=[name for name, _ in PASSED])
def test_what_is_nobodys_passes(case: Case) -> None:
    assert scan(case.text) == ()
