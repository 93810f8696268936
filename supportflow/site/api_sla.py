"""The figures for machines: `api/sla.json`, and the tickets as a table, `api/tickets.csv` (docs/api.md)."""

from __future__ import annotations

import json

from supportflow.site.pages.site import Site
from supportflow.sla import data


def sla_json(site: Site) -> bytes:
    """Every figure of the site, as `supportflow sla --json` gives them, over the published tickets alone.

    Nothing of it is staff's: of a ticket it holds public fields and figures, of a breach the reason of its excuse.
    """
    report = data.report(site.figured.tracked, site.policy, site.now)
    head = {name: report.pop(name) for name in ("schema_version", "as_of")}
    found = {**head, "audience": site.options.audience, **report}
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").encode("utf-8", "replace") + b"\n"


def tickets_csv(site: Site) -> bytes:
    """A line for each published ticket that has figures, under the names that `supportflow sla --csv` uses."""
    return data.csv_text(site.figured.tracked).encode("utf-8", "replace")
