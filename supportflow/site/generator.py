"""The docs tree of a site: every page, from the tickets and the policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from supportflow.model.policy import Policy
from supportflow.site import api, api_sla
from supportflow.site.docs_tree import DocsTree, Files, NavItem, Page, SiteOptions, page_bytes
from supportflow.site.formats import iso
from supportflow.site.pages import listings
from supportflow.site.pages.board import board
from supportflow.site.pages.dashboard import dashboard
from supportflow.site.pages.figured import Figured
from supportflow.site.pages.handbook import handbook
from supportflow.site.pages.moves import Moves
from supportflow.site.pages.reports import reports_page
from supportflow.site.pages.site import Site
from supportflow.site.pages.sla import sla_page
from supportflow.site.pages.ticket import ticket_page
from supportflow.site.selection import select
from supportflow.site.templates import ASSETS, OVERRIDES, template_folder
from supportflow.source.repository import Repository

NOT_IN_NAV = """\
/tickets/*
!/tickets/index.md
/stages/*/
/severities/*/
/waiting/*/
/handbook/rules/*
!/handbook/rules/index.md
"""
"""Pages that the navigation leaves out: tickets, rules, and the later pages of listings."""

_EVERY = 25


def generate(  # noqa: PLR0913, PLR0917 - what a build takes; each is another thing
    repository: Repository,
    policy: Policy,
    now: datetime,
    options: SiteOptions,
    read: Callable[[str], bytes],
    on_page: Callable[[int, int], None] | None = None,
) -> DocsTree:
    """Write every page of the site as of `now`. `read` gives the bytes of an attachment; `on_page` hears how many
    tickets of how many are done.
    """
    selection = select(
        repository, policy, now, options.audience, edit_links=bool(options.repo_url and options.edit_uri)
    )
    figured = Figured(selection.tracked, policy, now, selection.schedules)
    site = Site(selection.tickets, policy, now, options, selection.named, figured)
    files = Files(read)
    for name, data in site.templates.files(ASSETS).items():
        files.add(f"{ASSETS}/{name}", data)
    for page in _pages(site):
        files.add(page.path, page_bytes(page))
    moves = Moves(site)
    for number, ticket in enumerate(site.tickets.values(), start=1):
        files.add(f"tickets/{ticket.id}.md", page_bytes(ticket_page(site, ticket, moves)))
        for attachment in ticket.attachments:
            files.add_source(f"tickets/{ticket.id}/files/{attachment.name}", attachment.source)
        if on_page and (number % _EVERY == 0 or number == len(site.tickets)):
            on_page(number, len(site.tickets))
    files.add("api/tickets.json", api.tickets_json(site))
    files.add("api/tickets.csv", api_sla.tickets_csv(site))
    files.add("api/sla.json", api_sla.sla_json(site))
    files.add("tickets/filter.json", api.filter_json(site))
    if not policy.publishing.index:
        files.add("robots.txt", b"User-agent: *\nDisallow: /\n")
    return DocsTree(
        files=files,
        nav=_nav(site),
        not_in_nav=NOT_IN_NAV,
        unreadable=selection.unreadable,
        overrides=site.templates.files(OVERRIDES),
        extra=theme_extra(policy, now),
    )


def theme_extra(policy: Policy, now: datetime) -> Mapping[str, object]:
    """What our overrides of the theme read from `extra` of the engine's configuration."""
    publishing = policy.publishing
    return {"supportflow": {"contact": publishing.contact, "index": publishing.index, "as_of": iso(now)}}


def overrides_dir(_options: SiteOptions | None = None) -> Path:
    """Our folder of templates that stand over those of the theme: its `custom_dir`. A user's own lie in
    `overrides` of their folder; `DocsTree.overrides` holds the files of both, the user's before ours.
    """
    return template_folder() / OVERRIDES


def _pages(site: Site) -> Iterator[Page]:
    yield dashboard(site)
    yield board(site)
    yield sla_page(site)
    yield reports_page(site)
    yield from handbook(site)
    yield from listings.pages(site, listings.index_listing(site), "tickets.html")
    for find in (listings.stage_listings, listings.severity_listings, listings.waiting_listings):
        for listing in find(site):
            yield from listings.pages(site, listing)


def _nav(site: Site) -> list[NavItem]:
    levels = sorted(site.policy.severities.values(), key=lambda level: level.rank)
    return [
        {"Dashboard": "index.md"},
        {"Board": "board.md"},
        {"Tickets": "tickets/index.md"},
        {"Stages": [{title: f"stages/{name}.md"} for name, title in listings.stage_names(site).items()]},
        {"Severities": [{level.title: f"severities/{level.name}.md"} for level in levels]},
        {"Waiting on": [{site.badges.role(name): f"waiting/{name}.md"} for name in listings.parties(site)]},
        {"SLA": "sla.md"},
        {"Reports": "reports.md"},
        {"Handbook": [{"Process": "handbook/index.md"}, {"Rules": "handbook/rules/index.md"}]},
    ]
