"""`supportflow audit`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from supportflow import __version__
from supportflow.cli.common import here, json_option, now_option, painter, present, progress, table_width
from supportflow.cli.output import write, write_json
from supportflow.cli.table import render_table
from supportflow.reports.base import counted, visible
from supportflow.source.errors import UsageError

if TYPE_CHECKING:
    from supportflow.lint.audit import Act, Audited, Auditor
    from supportflow.source.audit_state import Kept
    from supportflow.source.git import Git
    from supportflow.source.git_objects import Commit

FINDINGS = 1
_PART = 500
_MAIN = ("main", "master")


@click.command("audit")
@click.option("--branch", metavar="REF", help="Replay this branch; without it the default branch.")
@click.option("--restart", is_flag=True, help="Begin anew, whatever an earlier run has left in .supportflow/.")
@json_option
@now_option
def command(branch: str | None, now: datetime | None, *, restart: bool, as_json: bool) -> None:
    """Replay the whole history of the default branch: who moved what, when, and was it legal.

    Along first parents, direct pushes included, each commit by the policy of its moment. Who makes or approves a
    change is not on record, and back-dating is not judged. Exit code 1 where something was not legal.
    """
    from supportflow.source.change_set import repository_top
    from supportflow.source.git import Git

    start = here().resolve()
    top, bare = repository_top(start)
    with Git(top) as git:
        audit = _Audit(git, branch, present(now), None if bare or restart else top, start)
        found = audit.run()
        commits = audit.commits
        data = _data(audit.name, found, commits)
    if as_json:
        write_json(data)
    else:
        write(_text(data, painter(sys.stdout)))
    click.get_current_context().exit(FINDINGS if data["findings"] else 0)


class _Audit:
    """One run: the commits of the branch, and what was found out about them before."""

    def __init__(self, git: Git, branch: str | None, now: datetime, root: Path | None, start: Path) -> None:
        from supportflow.lint.audit import Auditor
        from supportflow.source.change_set import find_prefix

        if git.ask_about("rev-parse", "--is-shallow-repository") == "true":
            raise UsageError("this clone is shallow, and an audit needs the whole history; type: git fetch --unshallow")
        self.git = git
        self.name = branch or default_branch(git)
        self.tip = git.resolve(self.name)
        self.root = root
        folder = "" if start == git.folder else start.relative_to(git.folder).as_posix()
        self.prefix = find_prefix(git, folder, (self.tip.tree,), None)
        self.auditor: Auditor = Auditor(git, self.prefix, now)
        oids = git.history(self.tip.oid, (), "--first-parent", "--reverse")
        self.commits = {commit.oid: commit for commit in git.commits(oids)}

    def run(self) -> list[Audited]:
        """Everything, from the state as far as it goes."""
        from supportflow.source.audit_state import load_state

        state = load_state(self.root, __version__, self.prefix) if self.root else None
        order = list(self.commits)
        if state is None or state.count > len(order) or not state.count or order[state.count - 1] != state.done:
            state = None
        again = state.flagged if state else ()
        found = list(self.auditor.audit(self.commits[oid] for oid in again if oid in self.commits))
        kept = _kept(state.kept) if state else []
        self._go_on(order, state.count if state else 0, found, kept)
        place = {oid: number for number, oid in enumerate(order)}
        return sorted([*kept, *found], key=lambda one: place[one.commit])

    def _go_on(self, order: list[str], done: int, found: list[Audited], kept: list[Audited]) -> None:
        with progress("Auditing") as step:
            for start in range(done, len(order), _PART):
                part = order[start : start + _PART]
                found += self.auditor.audit(self.commits[oid] for oid in part)
                self._save(order, start + len(part), chain(kept, found))
                step(start + len(part), len(order))

    def _save(self, order: list[str], count: int, found: Iterator[Audited]) -> None:
        from supportflow.source.audit_state import State, save_state

        if self.root is None:
            return
        kept: list[Kept] = []
        flagged = []
        for audited in found:
            rows = [self._keep(act) for act in audited.acts]
            if audited.findings or None in rows:
                flagged.append(audited.commit)
            else:
                kept += (row for row in rows if row)
        state = State(__version__, self.prefix, order[count - 1], count, tuple(kept), tuple(flagged))
        save_state(self.root, state)

    def _keep(self, act: Act) -> Kept | None:
        """An act as it may be remembered; None where it says something in words of its own."""
        from supportflow.source.audit_state import Kept

        if not self.auditor.knows(act):
            return None
        at = act.at.isoformat()
        return Kept(act.commit, act.ticket, at, act.role, act.handle, act.kind, act.value, act.source)


def _kept(rows: tuple[Kept, ...]) -> list[Audited]:
    from supportflow.lint.audit import Act, Audited

    acts: dict[str, list[Act]] = {}
    for row in rows:
        at = datetime.fromisoformat(row.at)
        act = Act(row.commit, row.ticket, at, row.role, row.member, row.kind, row.value, row.source)
        acts.setdefault(row.commit, []).append(act)
    return [Audited(commit, tuple(several), ()) for commit, several in acts.items()]


def default_branch(git: Git) -> str:
    """The branch that changes go to: `main` or `master`, else what the remote calls its HEAD, else what is checked
    out.
    """
    names = git.names()
    for name in _MAIN:
        if name in names:
            return f"refs/heads/{name}"
    if "origin" in names or "origin/HEAD" in names:
        return "refs/remotes/origin/HEAD"
    return next((f"refs/remotes/origin/{name}" for name in _MAIN if f"origin/{name}" in names), "HEAD")


def _data(branch: str, found: list[Audited], commits: dict[str, Commit]) -> dict[str, Any]:
    from supportflow.reports.json_format import as_data

    acts = [_act(act, commits[act.commit], one) for one in found for act in one.acts]
    findings = [{**as_data(finding), "commit": one.commit} for one in found for finding in one.findings]
    return {
        "schema_version": 1,
        "branch": branch.removeprefix("refs/heads/").removeprefix("refs/remotes/"),
        "summary": {
            "commits": len(commits),
            "tickets": len({act["ticket"] for act in acts}),
            "entries": len(acts),
            "moves": sum(1 for act in acts if act["kind"] == "state"),
            "illegal": len(findings),
        },
        "entries": acts,
        "findings": findings,
    }


def _act(act: Act, commit: Commit, audited: Audited) -> dict[str, Any]:
    rules = sorted({finding.rule for finding in audited.findings if finding.ticket == act.ticket})
    return {
        "commit": act.commit,
        "committed": _iso(commit.committed),
        "author": commit.author,
        "ticket": act.ticket,
        "at": _iso(act.at),
        "by": f"{act.role}:@{act.handle}" if act.handle else act.role,
        "kind": act.kind,
        "from": act.source,
        "value": act.value or None,
        "legal": not rules,
        "rules": rules,
    }


def _iso(instant: datetime | None) -> str | None:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z") if instant else None


def _text(data: dict[str, Any], paint: Callable[[str, str], str]) -> str:
    rows = [
        [act["commit"][:12], act["at"], act["ticket"], act["by"], _what(act), ", ".join(act["rules"])]
        for act in data["entries"]
    ]
    text = render_table(["commit", "at", "ticket", "by", "what", "not legal by"], rows, table_width(), paint)
    for one in data["findings"]:
        where = f"{one['commit'][:12]} {visible(one['path'])}:{one['line']}"
        text += f"{paint(where, 'strong')}: {one['rule']} {one['slug']}: {visible(one['message'])}\n"
    summary = data["summary"]
    counts = f"{counted(summary['commits'], 'commit')}, {counted(summary['moves'], 'move')}"
    return f"{text}{counts}: {summary['illegal']} not legal\n"


def _what(act: dict[str, Any]) -> str:
    if act["kind"] == "state":
        return f"{act['from']} -> {act['value']}"
    return f"{act['kind']} {act['value'] or ''}".strip()
