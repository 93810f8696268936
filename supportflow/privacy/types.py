"""What a scan gives: places and kinds. Nothing here holds a text, so that nothing can print a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Kind(StrEnum):
    """What was found. The last two say that something could not be looked at: never clean by accident."""

    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "postal-address"
    NAME = "name"
    NATIONAL_ID = "national-id"
    IBAN = "iban"
    CARD = "payment-card"
    BIRTH = "date-of-birth"
    IP = "ip-address"
    USER_PATH = "user-path"
    SECRET = "secret"  # noqa: S105  the name of a kind
    PASSWORD = "password"  # noqa: S105  the name of a kind
    DEVICE = "device"
    PLATE = "licence-plate"
    COORDINATES = "coordinates"
    CONVERSATION = "conversation"
    SIGNATURE = "signature"
    DETECTOR_FAILED = "detector-failed"
    TOO_LONG = "too-long-to-scan"


RULES: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.EMAIL: "SF401",
        Kind.PHONE: "SF402",
        Kind.ADDRESS: "SF403",
        Kind.NAME: "SF404",
        Kind.NATIONAL_ID: "SF405",
        Kind.IBAN: "SF406",
        Kind.CARD: "SF407",
        Kind.BIRTH: "SF408",
        Kind.IP: "SF409",
        Kind.USER_PATH: "SF410",
        Kind.SECRET: "SF411",
        Kind.PASSWORD: "SF412",
        Kind.DEVICE: "SF413",
        Kind.PLATE: "SF414",
        Kind.COORDINATES: "SF415",
        Kind.CONVERSATION: "SF416",
        Kind.SIGNATURE: "SF417",
        Kind.DETECTOR_FAILED: "SF418",
        Kind.TOO_LONG: "SF419",
    }
)
"""The rule that reports each kind: the one place of these numbers. SF420 and beyond are those of attachments."""

WHOLE: Final = frozenset({Kind.CONVERSATION, Kind.SIGNATURE})
"""Kinds of which every word is the value; other hits lie within them."""


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A place in the text that was scanned, in code points, and what lies there.

    `certain` tells an error from what may be a warning: what was inferred without label, header or checksum.
    """

    start: int
    end: int
    kind: Kind
    certain: bool = True

    @property
    def rule(self) -> str:
        """The rule that reports it."""
        return RULES[self.kind]


@dataclass(frozen=True, slots=True)
class AllowList:
    """What a policy lets pass. It names products and role addresses; a person is never named in clear text.

    `domains`: the team's own domains, below which the addresses of roles pass (support@, info@, …).
    `terms`: names of products and organisations, compared without case, that are no names of people.
    """

    domains: frozenset[str] = field(default_factory=frozenset)
    terms: frozenset[str] = field(default_factory=frozenset)


NOTHING_ALLOWED: Final = AllowList()
