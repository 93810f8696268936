# ruff: noqa: PLC0415  each tool is imported where it is known to be wanted
# mypy: disable-error-code="import-not-found,import-untyped,attr-defined"
"""Which of these texts other tools find anything in: read as JSON from standard input, answered on standard output."""

from __future__ import annotations

import inspect
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

SURE = 0.5
Finder = Callable[[str], bool]


def presidio() -> Finder:
    from presidio_analyzer import PatternRecognizer, predefined_recognizers

    recognizers = []
    for name in dir(predefined_recognizers):
        kind = getattr(predefined_recognizers, name)
        if inspect.isclass(kind) and issubclass(kind, PatternRecognizer) and kind is not PatternRecognizer:
            try:
                recognizers.append(kind())
            except TypeError:
                continue
    phones = predefined_recognizers.PhoneRecognizer()

    def found(text: str) -> bool:
        hits = [hit for each in recognizers for hit in each.analyze(text, each.supported_entities, None) or []]
        hits += phones.analyze(text, phones.supported_entities, None) or []
        return any(hit.score >= SURE for hit in hits)

    return found


def scrubadub() -> Finder:
    import scrubadub as library

    scrubber = library.Scrubber()
    return lambda text: any(True for _ in scrubber.iter_filth(text))


def detect_secrets() -> Finder:
    from detect_secrets import SecretsCollection
    from detect_secrets.settings import default_settings

    def found(text: str) -> bool:
        # its filters work on files only
        with tempfile.TemporaryDirectory() as folder, default_settings():
            path = Path(folder, "ticket.md")
            path.write_text(text, encoding="utf-8")
            secrets = SecretsCollection()
            secrets.scan_file(str(path))
            return bool(secrets)

    return found


def main() -> None:
    texts = json.load(sys.stdin)
    answers: dict[str, list[bool] | None] = {}
    for name, make in (("presidio", presidio), ("scrubadub", scrubadub), ("detect-secrets", detect_secrets)):
        try:
            finder = make()
        except ImportError:
            answers[name] = None
            continue
        answers[name] = [bool(finder(text)) for text in texts]
    print(json.dumps(answers))


if __name__ == "__main__":
    main()
