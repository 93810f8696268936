"""Fingerprints: what tells a finding from the others when lines have moved. They hold no text of a ticket."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from supportflow.model.finding import Finding

_LENGTH = 32


def with_fingerprints(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding with a fingerprint of its own: over rule, file, message and past commit; of several that are
    alike the second, the third and so on are told apart by their number.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in findings:
        same = (finding.rule, finding.path, finding.message, finding.commit or "")
        seen[same] += 1
        text = "\n".join((*same, str(seen[same])))
        yield finding, sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:_LENGTH]
