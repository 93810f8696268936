"""All detectors of the core, in the order in which they run. A new one is listed here, or it does not run."""

from __future__ import annotations

from typing import Final

from supportflow.privacy.conversations import chat, helpdesk, replies, signature
from supportflow.privacy.detectors import (
    address,
    birth,
    card,
    coordinates,
    device,
    email,
    iban,
    ip,
    mention,
    names,
    national_id,
    password,
    phone,
    plate,
    prose,
    salutation,
    secret,
    signoff,
    user_path,
)
from supportflow.privacy.page import Find

DETECTORS: Final[tuple[Find, ...]] = (
    email.find,
    iban.find,
    card.find,
    secret.find,
    password.find,
    national_id.find,
    birth.find,
    ip.find,
    device.find,
    coordinates.find,
    plate.find,
    phone.find,
    address.find,
    user_path.find,
    names.find,
    salutation.find,
    signoff.find,
    mention.find,
    prose.find,
    replies.find,
    chat.find,
    helpdesk.find,
    signature.find,
)
