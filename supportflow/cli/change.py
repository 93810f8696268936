"""Opening a change: the repository that the current folder lies in, from a base to a head."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from supportflow.cli.common import here
from supportflow.source.change_set import ChangeSet, extra_files, read_change, repository_top
from supportflow.source.git import Git
from supportflow.source.protected import overrides_on_disk, protected_folders, protected_names


@contextmanager
def open_change(base: str, head: str | None, now: datetime) -> Iterator[ChangeSet]:
    """The change from the merge base of `base` to `head`, or to the work tree where that is None. Raises UsageError
    with what to type where it cannot be read whole.
    """
    start = here().resolve()
    top, bare = repository_top(start)
    folder = "" if bare else start.relative_to(top).as_posix()

    def extra(prefix: str) -> Iterator[str]:
        """What counts in the work tree before git knows it: besides the tickets, what is protected."""
        folders = protected_folders(prefix, overrides_on_disk(top, prefix))
        return extra_files(top, protected_names(prefix), folders)

    with Git(top) as git:
        yield read_change(git, folder, base, head, now, bare=bare, extra=extra)
