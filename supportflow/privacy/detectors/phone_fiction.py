"""Numbers that authorities keep free for films and examples."""

from __future__ import annotations

import re
from typing import Final

_NORTH_AMERICA: Final = re.compile(r"(?:00)?1?[2-9]\d\d55501\d\d|55501\d\d")
# national significant numbers behind an optional country code
_OTHERS: Final = re.compile(
    r"(?:(?:00)?440?|0)(?:1632960\d{3}|2079460\d{3}|(?:113|114|115|116|117|118|121|131|141|151"
    r"|161)4960\d{3}|1914980\d{3}|28(?:9649|9018)6?\d{3,4}"
    r"|2920180\d{3}|7700900\d{3}|8081570\d{3}|9098790\d{3}|3069990\d{3})"
    r"|(?:(?:00)?610?|0)(?:[2378](?:5550|7010)\d{4}|491570(?:006|156|157|158|159|110|313|737|266|491|600"
    r"|804))|1800(?:160401|975707|975708)|1300975707"
    r"|(?:(?:00)?490?|0)(?:3023125\d{3}|6990009\d{3}|4066969\d{3}|2214710\d{3}|8999998\d{3}|15228(?:817386"
    r"|895456)|15254599371|171392000?\d|1729925904|17(?:49091317|49464308)|17604069\d{3})"
    r"|(?:(?:00)?330?|0)(?:19900|26191|35301|46571|53649|63998)\d{4}"
    r"|(?:(?:00)?460?|0)(?:3139006\d\d|4062804\d\d|846500[4]\d\d|9803192\d\d|701740(?:6)\d\d)"
    r"|(?:(?:00)?3530?|0)(?:2091\d{5})"
    r"|(?:(?:00)?3165550\d{4})"
)


def is_fictional(digits: str, written: str) -> bool:
    """Whether a number can belong to nobody."""
    if _NORTH_AMERICA.fullmatch(digits):
        return True
    digits = digits.replace("0", "", 1) if written.startswith("0") and digits.startswith("000") else digits
    return bool(_OTHERS.fullmatch(digits))
