"""The policies of a change: the base's, by which it is judged, and the branch's, which it may change."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from supportflow.lint.gate_people import People
from supportflow.lint.gate_problem import GateProblem
from supportflow.model.finding import FIRST_LINE, Span
from supportflow.model.policy import Policy
from supportflow.source.change_set import ChangeSet
from supportflow.source.errors import PolicyError, PolicyProblem
from supportflow.source.git_objects import Entry
from supportflow.source.policy.load import OWN_FILE, PROJECT_FILE, Loaded, choose_policy, default_policy
from supportflow.source.protected import SITE_FILES, is_protected, override_folders, same_table
from supportflow.source.tree import FileKind

_TOP = Span(1, 1)


@dataclass(frozen=True, slots=True)
class Policies:
    """`base` is what a change is judged by. `head` is what it makes of that: None where it breaks it, which
    `broken` then says. `mends`: the base's own cannot be used, and the branch does nothing but mend it.
    """

    base: Loaded
    head: Loaded | None
    maintainers: tuple[str, ...]
    broken: PolicyError | None = None
    mends: PolicyError | None = None

    @property
    def policy(self) -> Policy:
        """The policy by which the change is judged."""
        return self.base.policy


def load_policies(change: ChangeSet) -> Policies:
    """Both policies. Raises PolicyError where the base's cannot be used and the branch does more than mend it."""
    files = (f"{change.prefix}{OWN_FILE}", f"{change.prefix}{PROJECT_FILE}")
    try:
        base, wrong = _at_tip(change, files), None
    except PolicyError as error:
        base, wrong = Loaded(default_policy(), None, None), error
    if not any(path in change.touched for path in files):
        if wrong:
            raise _told(wrong, change)
        return Policies(base, base, base.policy.maintainers)
    try:
        head, broken = _at_head(change, files), None
    except PolicyError as error:
        head, broken = None, error
    if wrong and (head is None or any(path not in files for path in change.touched)):
        raise _told(wrong, change)
    own = head.policy.maintainers if head and base.file is None and not wrong else ()
    own = _named_in_broken(change, files) if wrong else own
    return Policies(base, head, base.policy.maintainers or own, broken, wrong)


def _named_in_broken(change: ChangeSet, files: tuple[str, str]) -> tuple[str, ...]:
    """The maintainers that a policy names which cannot be used for some other reason."""
    for path, keys in zip(files, ((), ("tool", "supportflow")), strict=True):
        found = change.file_at_tip(path)
        try:
            data: object = tomllib.loads(found[1].decode("utf-8-sig")) if found else {}
        except (UnicodeDecodeError, tomllib.TOMLDecodeError):
            return ()
        for key in keys:
            data = data.get(key) if isinstance(data, dict) else None
        names = data.get("maintainers") if isinstance(data, dict) else None
        if isinstance(names, list) and all(isinstance(name, str) for name in names):
            return tuple(names)
    return ()


def _told(error: PolicyError, change: ChangeSet) -> PolicyError:
    mend = PolicyProblem("", "mend the policy by a change that touches nothing else")
    return PolicyError(f"{error.source} of {change.base_name}", (*error.problems, mend))


def _at_tip(change: ChangeSet, files: tuple[str, str]) -> Loaded:
    return choose_policy(*(_text(path, change.file_at_tip(path)) for path in files))


def _at_head(change: ChangeSet, files: tuple[str, str]) -> Loaded:
    texts = []
    for path in files:
        found = change.file_at_tip(path)
        if path in change.touched:
            entry = change.touched[path][1]
            data = change.read(path, entry) if entry else None
            found = (entry, data) if entry and data is not None else None
        texts.append(_text(path, found))
    return choose_policy(*texts)


def _text(path: str, found: tuple[Entry, bytes] | None) -> str | None:
    if found is None:
        return None
    name, (entry, data) = path.rpartition("/")[2], found
    if entry.kind is not FileKind.REGULAR:
        raise PolicyError(name, (PolicyProblem("", f"a {entry.kind} is not followed; put the file itself there"),))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PolicyError(name, (PolicyProblem("", f"cannot be read: {error}"),)) from error


def overrides(change: ChangeSet) -> tuple[str, ...]:
    """The folders that the base's site settings put over the built-in templates."""
    folders: list[str] = []
    for name in SITE_FILES:
        found = change.file_at_tip(f"{change.prefix}{name}")
        if found:
            folders += override_folders(found[1].decode("utf-8", "replace"), change.prefix)
    return tuple(folders)


def protected(change: ChangeSet, policies: Policies, who: People) -> Iterator[GateProblem]:
    """Changes of files that decide how changes are judged, and what is published."""
    if who.maintain(policies.maintainers):
        return
    folders = overrides(change)
    for path, (old, new) in sorted(change.touched.items()):
        if not is_protected(path, change.prefix, folders) or _outside_table(change, path, old, new):
            continue
        verb = "changes" if old and new else "adds" if new else "removes"
        said = f"the change {verb} {path}, which decides how changes are judged or what is published"
        if policies.mends and not policies.maintainers:
            mend = f"the base's policy cannot be used ({policies.mends.problems[0].message}), so it names nobody"
            mend += "; let whoever may override the check merge this"
        else:
            mend = who.ask_maintainer(policies.maintainers)
        yield GateProblem("protected-file", path, None, _TOP, said, mend, awaiting=True)


def _outside_table(change: ChangeSet, path: str, old: Entry | None, new: Entry | None) -> bool:
    """Whether a change of `pyproject.toml` leaves our table alone."""
    if path != f"{change.prefix}{PROJECT_FILE}":
        return False
    if any(entry and entry.kind is not FileKind.REGULAR for entry in (old, new)):
        return False
    return same_table(*(change.read(path, entry) if entry else None for entry in (old, new)))


def broken(change: ChangeSet, policies: Policies) -> Iterator[GateProblem]:
    """A policy that the branch has made unusable."""
    if not policies.broken:
        return
    path = f"{change.prefix}{policies.broken.source}"
    entry = change.touched.get(path, (None, None))[1]
    text = (change.read(path, entry) or b"").decode("utf-8", "replace") if entry else ""
    for problem in policies.broken.problems:
        said = f"{problem.key}: {problem.message}" if problem.key else problem.message
        mend = "mend it; until then the base's policy judges"
        yield GateProblem("broken-policy", path, None, _place(text, problem.key), said, mend)


def _place(text: str, key: str) -> Span:
    """The line that a key of the policy probably stands on."""
    word = key.rpartition(".")[2].partition("[")[0]
    for number, line in enumerate(text.splitlines(), start=1):
        found = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", line) if word else None
        if found:
            return Span(number, found.start() + 1, len(word))
    return FIRST_LINE if not text else _TOP
