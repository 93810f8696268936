"""All labels that detectors look for among the fields of a text."""

from __future__ import annotations

from typing import Final

from supportflow.privacy.detectors.address_forms import LABELS as ADDRESS
from supportflow.privacy.detectors.birth import FIELD_LABELS as BIRTH
from supportflow.privacy.detectors.name_labels import STRONG, WEAK
from supportflow.privacy.detectors.phone_words import LABELS as PHONE

LABELS: Final = ADDRESS | BIRTH | STRONG | WEAK | PHONE
