"""The figures of the site: those of `supportflow.sla` over what the build publishes, each with its n."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from supportflow.site.pages.receipts import LONGEST
from supportflow.sla import data
from tests.site.trees import build, page

if TYPE_CHECKING:
    from supportflow.site.docs_tree import DocsTree

NOW = datetime(2026, 1, 30, 12, 0, tzinfo=UTC)
MONDAY = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
"""High is due within three days: of a ticket that is rated on Monday, at the end of Wednesday."""
MET = timedelta(days=1)
MISSED = timedelta(days=4)
PAGES = ("index.md", "sla.md", "reports.md")


def entry(at: datetime, rest: str) -> str:
    return f"  - {{at: {at:%Y-%m-%dT%H:%M:%SZ}, {rest}}}\n"


def ticket(
    number: int,
    closed: timedelta | None = None,
    *,
    resolution: str = "fixed",
    excuse: str = "",
    more: str = "",
    start: datetime = MONDAY,
    title: str = "It breaks",
) -> tuple[str, str]:
    """A ticket of high severity, rated when it was reported, and closed so long afterwards."""
    name = f"SF-{number:04}"
    history = entry(start, "by: operator, state: pending-evaluation")
    history += entry(start, "by: provider, state: evaluated, severity: high, note: NOTE-OF-STAFF")
    if excuse:
        history += entry(start + MISSED, f"by: provider, excuse: capacity, reason: {excuse}")
    if closed is not None:
        history += entry(start + closed, f"by: provider, state: closed, resolution: {resolution}, released_in: '1'")
    top = f"state: closed\nresolution: {resolution}\nreleased_in: '1'\n" if closed is not None else "state: evaluated\n"
    text = (
        f"---\nid: {name}\ntitle: {title}\ntype: error\n{top}severity: high\n"
        f"impact: {{users: majority, breakage: most}}\n"
        f"component: shop\nassignee: somebody-of-staff\n{more}history:\n{history}---\n\n## What happens\n\nIt breaks.\n"
    )
    return f"tickets/{name}.md", text


@pytest.fixture(scope="module")
def mixed() -> DocsTree:
    """Two met, one missed and excused, one missed, one open and late, one closed otherwise; a seventh is staff's."""
    return build(mixed_tickets(), now=NOW)


def mixed_tickets() -> dict[str, str]:
    return dict([
        ticket(1, MET),
        ticket(2, MET),
        ticket(3, MISSED, excuse="All of us were ill."),
        ticket(4, MISSED),
        ticket(5),
        ticket(6, MET, resolution="declined"),
        ticket(7, MISSED, more="audience: staff\n", title="STAFF-TITLE"),
    ])  # fmt: skip


def words(tree: DocsTree, path: str) -> str:
    """What a page says, without its mark-up."""
    return " ".join(re.sub(r"<[^>]*>", " ", page(tree, path)).split())


def loaded(tree: DocsTree, path: str = "api/sla.json") -> dict[str, object]:
    found = json.loads(tree.files[path])
    assert isinstance(found, dict)
    return found


def test_gross_counts_open_late_tickets_and_net_leaves_out_the_excused(mixed: DocsTree) -> None:
    assert "Of 5 tickets, 2 met the target (40 %, n = 5)" in words(mixed, "sla.md")
    assert "leaving out the 1 whose breach is excused, 2 of 4 (50 %)" in words(mixed, "sla.md")
    assert "High 40 % 2 of 5 50 % 2 of 4 2 1 1 1" in words(mixed, "sla.md")


def test_the_dashboard_says_the_same(mixed: DocsTree) -> None:
    assert "High 40 % 2 of 5" in words(mixed, "index.md")


@pytest.mark.parametrize("path", PAGES)
def test_no_percentage_stands_without_its_n(mixed: DocsTree, path: str) -> None:
    text = re.sub(r'<g class="sf-axis.*?(?=<g class="(?:sf-k|sf-plot))', "", page(mixed, path))  # scales are no figures
    text = " ".join(re.sub(r"<[^>]*>", " ", text).split())
    alone = [
        found[0] for found in re.finditer(r"\d+ %(.{0,70})", text) if not re.search(r"\d+ of \d|n = \d|of it", found[1])
    ]
    assert not alone


def test_staff_tickets_are_in_no_figure_of_stakeholders(mixed: DocsTree) -> None:
    staff = build(mixed_tickets(), now=NOW, audience="staff")
    assert "2 of 6" in words(staff, "sla.md")
    for path in (*PAGES, "api/sla.json", "api/tickets.csv"):
        text = mixed.files[path].decode()
        assert "SF-0007" not in text
        assert "STAFF-TITLE" not in text
        assert "SF-0007" in staff.files["api/sla.json"].decode()


def test_what_is_staffs_is_not_in_the_data(mixed: DocsTree) -> None:
    text = (mixed.files["api/sla.json"] + mixed.files["api/tickets.csv"]).decode()
    assert "NOTE-OF-STAFF" not in text
    assert "somebody-of-staff" not in text


def test_breaches_stand_newest_first_with_their_reasons(mixed: DocsTree) -> None:
    said = words(mixed, "sla.md").partition("Breaches and their reasons")[2]
    assert re.findall(r"SF-\d{4}", said)[:3] == ["SF-0005", "SF-0004", "SF-0003"]
    assert "Capacity : All of us were ill." in said
    assert "none given" in said


def test_percentiles_are_put_into_words(mixed: DocsTree) -> None:
    assert "Half were done within 1 d, all within 4 d." in words(mixed, "sla.md")


def test_sla_json_holds_the_report(mixed: DocsTree) -> None:
    found = loaded(mixed)
    assert (found["schema_version"], found["as_of"], found["audience"]) == (1, "2026-01-30T12:00:00Z", "stakeholders")
    compliance = found["compliance"]
    assert isinstance(compliance, dict)
    overall = compliance["overall"]
    assert (overall["met"], overall["n"], overall["gross"], overall["net_n"], overall["net"]) == (2, 5, 0.4, 4, 0.5)


def test_the_csv_has_a_line_for_each_ticket_and_runs_nothing() -> None:
    tree = build(dict([ticket(1, MET, title='"=1+1"'), ticket(2)]), now=NOW)
    rows = list(csv.DictReader(io.StringIO(tree.files["api/tickets.csv"].decode())))
    assert tuple(rows[0]) == data.COLUMNS
    assert [(row["id"], row["title"], row["status"]) for row in rows] == [
        ("SF-0001", "'=1+1", "met"),
        ("SF-0002", "It breaks", "breached"),
    ]
    assert rows[0]["elapsed_working_seconds"] == str(8 * 3600)


def test_forecasts_show_where_there_are_enough_comparable_tickets() -> None:
    start = NOW - timedelta(hours=3)
    past = [ticket(number, MET) for number in range(1, 21)]
    assert "Probably by" in words(build(dict([*past, ticket(30, start=start)]), now=NOW), "sla.md")
    assert "n = 20" in words(build(dict([*past, ticket(30, start=start)]), now=NOW), "sla.md")
    assert "Probably by" not in words(build(dict([*past[:19], ticket(30, start=start)]), now=NOW), "sla.md")


def test_reactions_show_where_the_policy_asks_for_one(mixed: DocsTree) -> None:
    assert "First reaction" not in words(mixed, "sla.md")
    asked = build(mixed_tickets(), now=NOW, policy={"sla": {"respond_within": "4h"}})
    assert "High 100 % 6 of 6" in words(asked, "sla.md").partition("First reaction")[2]


def test_the_reports_have_their_numbers_as_tables(mixed: DocsTree) -> None:
    html = page(mixed, "reports.md")
    assert html.count('role="img"') == html.count("<details") == html.count("<figcaption") >= 5
    assert "Jan 2026 40 % 2 of 5 50 % 2 of 4" in words(mixed, "reports.md")
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_an_empty_tracker_has_its_pages() -> None:
    tree = build({}, now=NOW)
    assert "Nothing to draw yet" in words(tree, "reports.md")
    assert "No target was ever missed." in words(tree, "sla.md")
    assert loaded(tree)["tickets"] == []


def receipt_cells(tree: DocsTree, number: int) -> list[list[str]]:
    """The rows of a receipt: counted and total of each."""
    html = page(tree, f"tickets/SF-{number:04}.md")
    told = re.search(r'<details class="sf-receipt".*?</details>', html)
    assert told
    return [re.findall(r'data-l="(?:Counted|Total)">([^<]*)<', row) for row in re.findall(r"<tr.*?</tr>", told[0])[1:]]


def minutes(text: str) -> int:
    hours, _, rest = text.partition(":")
    return 60 * int(hours) + int(rest) if rest else 0


@pytest.mark.parametrize(("days", "told"), [(4, ""), (60, "by day"), (300, "by week"), (1000, "by month")])
def test_a_receipt_adds_up_and_stays_short(days: int, told: str) -> None:
    start = datetime(2026, 1, 5, 9, 0, tzinfo=UTC) - timedelta(days=days)
    tree = build(dict([ticket(1, start=start)]), now=MONDAY + timedelta(hours=2))
    rows = receipt_cells(tree, 1)
    assert len(rows) <= LONGEST + 1
    assert sum(minutes(counted) for counted, _ in rows) == minutes(rows[-1][1])
    elapsed = json.loads(tree.files["api/tickets.json"])["tickets"][0]["sla"]["elapsed"]
    assert 60 * minutes(rows[-1][1]) == elapsed
    assert (
        f"Told {told}," in words(tree, "tickets/SF-0001.md")
        if told
        else "Told by" not in words(tree, "tickets/SF-0001.md")
    )


def test_figures_are_the_same_twice() -> None:
    first, second = (build(mixed_tickets(), now=NOW) for _ in range(2))
    for path in (*PAGES, "api/sla.json", "api/tickets.csv"):
        assert first.files[path] == second.files[path]
