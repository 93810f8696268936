"""What all pages of one build share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from supportflow.lifecycle.wording import one_of
from supportflow.model.policy import Policy, Workflow
from supportflow.site.docs_tree import Page, SiteOptions, page_url
from supportflow.site.markdown import Renderer, Scope
from supportflow.site.pages.badges import Badges
from supportflow.site.pages.figured import Figured
from supportflow.site.pages.rows import Row, make_row, most_urgent_first
from supportflow.site.public import PublicTicket
from supportflow.site.templates import Templates
from supportflow.sla.schedule import Schedules

_OUT = {"duplicates": "Duplicate of", "blocks": "Blocks", "blocked_by": "Blocked by", "relates": "Related"}
_IN = {"duplicates": "Duplicated by", "blocks": "Blocked by", "blocked_by": "Blocks", "relates": "Related"}
_ORDER = ("Blocked by", "Blocks", "Duplicate of", "Duplicated by", "Related")


class Relation(NamedTuple):
    """A link as a ticket's page shows it, in whichever of the two tickets it is written."""

    title: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What templates may know of the site as a whole. `counting` are the resolutions that count for met targets."""

    name: str
    now: datetime
    staff: bool
    contact: str
    counting: str


class Site:
    """The published tickets of one build with their rows, links and looks."""

    def __init__(  # noqa: PLR0913, PLR0917 - what pages are made of; each is another thing
        self,
        tickets: Mapping[str, PublicTicket],
        policy: Policy,
        now: datetime,
        options: SiteOptions,
        unreadable: Sequence[str] = (),
        figured: Figured | None = None,
    ) -> None:
        self.tickets = tickets
        self.policy = policy
        self.now = now
        self.options = options
        self.unreadable = tuple(unreadable)
        self.figured = figured or Figured((), policy, now, Schedules(policy))
        self.badges = Badges(policy)
        self.renderer = Renderer(policy.id_prefix)
        self.templates = Templates(options.user_templates)
        shown = Shown(
            name=options.site_name,
            now=now,
            staff=options.audience == "staff",
            contact=policy.publishing.contact,
            counting=one_of(one.title for one in policy.resolutions.values() if one.counts).lower(),
        )
        self.templates.share({"site": shown})

    def workflow(self, ticket: PublicTicket) -> Workflow:
        """The workflow of a published ticket: only tickets of a known type are published."""
        return self.policy.workflows[ticket.type]

    @cached_property
    def rows(self) -> dict[str, Row]:
        """The row of every ticket, by id, the most urgent first."""
        made = [make_row(ticket, self.workflow(ticket), self.policy, self.badges) for ticket in self.tickets.values()]
        return {row.id: row for row in most_urgent_first(made)}

    @cached_property
    def open_rows(self) -> list[Row]:
        """Rows of what is not closed, the most urgent first."""
        return [row for row in self.rows.values() if not row.closed]

    @cached_property
    def relations(self) -> dict[str, list[Relation]]:
        """The links of every ticket in both directions, without those to what is not published."""
        found: dict[str, set[Relation]] = {}
        for ticket in self.tickets.values():
            for link in ticket.links:
                if link.target in self.tickets and link.target != ticket.id:
                    found.setdefault(ticket.id, set()).add(Relation(_OUT[link.kind], link.target))
                    found.setdefault(link.target, set()).add(Relation(_IN[link.kind], ticket.id))
        return {name: self._strongest(relations) for name, relations in found.items()}

    def _strongest(self, relations: set[Relation]) -> list[Relation]:
        """The links in order; a ticket that is linked in a stronger way is not named as merely related."""
        strong = {relation.target for relation in relations if relation.title != _ORDER[-1]}
        kept = (one for one in relations if one.title != _ORDER[-1] or one.target not in strong)
        return sorted(kept, key=self._relation_order)

    def _relation_order(self, relation: Relation) -> tuple[int, int]:
        return (_ORDER.index(relation.title), self.rows[relation.target].number)

    def scope(self, ticket: PublicTicket) -> Scope:
        """What the text of a ticket may lead to."""
        files = {attachment.file: attachment.url for attachment in ticket.attachments}
        return Scope(self.policy.id_prefix, files, self.tickets)

    def page(  # noqa: PLR0913 - what the head of a page takes
        self,
        path: str,
        template: str,
        title: str,
        values: Mapping[str, object],
        *,
        description: str = "",
        hide: tuple[str, ...] = ("toc",),
        searchable: bool = False,
    ) -> Page:
        """Render a page. `root` leads from it to the top of the site, `here` is its own address."""
        url = page_url(path)
        shared = {"root": "../" * url.count("/"), "here": url, "title": title}
        html = self.templates.render(f"pages/{template}", {**shared, **values})
        return Page(path=path, title=title, html=str(html), description=description, hide=hide, searchable=searchable)
