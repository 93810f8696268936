"""The only module that runs a program: git, by its plumbing, with nobody's settings, without a shell.

Names of objects go in as hexadecimal digits, names of revisions over standard input: nothing that a repository
holds is ever an option of a command. One long-lived process reads all objects.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, NoReturn, Self

from supportflow.source.git_mends import mend_of, mend_of_revision, no_git
from supportflow.source.git_objects import (
    PIECE,
    TREE,
    Blob,
    Change,
    Commit,
    Entry,
    empty_tree,
    parse_changes,
    parse_commit,
    parse_diffs,
    parse_tree,
    skip,
)
from supportflow.source.git_settings import OPTIONS, environment, environment_of_user, settings_that_trust

_AT_ONCE = 900 if sys.platform == "linux" else 200
"""So many names fit into a pipe, whichever hash they are of: neither side then waits for the other."""

_RENAMES = "-l500"


class Git:
    """A repository. `folder` is the top of its work tree, or a bare repository; use it as a context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environment = environment()
        self._batch: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None
        self._trusted: str | None = None
        self._trees: dict[str, dict[str, Entry]] = {}
        self._commits: dict[str, Commit] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()
        if self._trusted:
            Path(self._trusted).unlink(missing_ok=True)

    # ---- revisions ----

    def resolve(self, name: str) -> Commit:
        """The commit that a name means. Raises UsageError, with what to type, where it means none or several."""
        if not name.strip() or any(char in name for char in "\0\n\r"):
            raise mend_of_revision(self, name, "")
        before = len(self._errors())
        found = next(self._ask([f"{name}^{{commit}}"], limit=PIECE))
        said = self._errors()[before:]
        if found.data is None or "is ambiguous" in said or found.kind != "commit":
            raise mend_of_revision(self, name, f"{found.kind} {said}")
        commit = parse_commit(found.oid, found.data)
        return self._commits.setdefault(commit.oid, commit)

    def commits(self, oids: Sequence[str]) -> list[Commit]:
        """Commits by their full names."""
        wanted = [oid for oid in dict.fromkeys(oids) if oid not in self._commits]
        for blob in self.read_many(wanted):
            self._commits[blob.oid] = parse_commit(blob.oid, blob.data or b"")
        return [self._commits[oid] for oid in oids]

    def merge_base(self, one: str, other: str) -> str | None:
        """The best common ancestor, or None where there is none."""
        done = self._run("merge-base", one, other, accept=(0, 1))
        return done.decode("ascii").strip() or None

    def between(self, base: str, head: str, *more: str) -> list[str]:
        """Commits that `head` has and `base` lacks, each before its parents."""
        return self._run("rev-list", "--topo-order", *more, head, f"^{base}").decode("ascii").split()

    def history(self, head: str, paths: Sequence[str] = (), *more: str) -> list[str]:
        """Commits that lead to `head`, newest first; with paths, only those that touch one of them."""
        return self._run("rev-list", *more, head, "--", *paths).decode("ascii").split()

    def names(self) -> list[str]:
        """Names of all branches and tags."""
        refs = self._run("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags")
        return os.fsdecode(refs).split("\n")[:-1]

    def ask_about(self, *arguments: str) -> str:
        """What `git rev-parse` or another question says; empty where git refuses. For messages."""
        with suppress(OSError):
            done = self._start([*arguments], b"")
            return os.fsdecode(done.stdout).strip() if done.returncode == 0 else ""
        return ""

    # ---- objects ----

    def read(self, oid: str) -> bytes:
        """The content of an object. Raises UsageError where it is not there."""
        return next(self.read_many([oid])).data or b""

    def read_many(self, oids: Iterable[str], limit: int | None = None) -> Iterator[Blob]:
        """The contents of objects, in turn; what is larger than `limit` comes without content."""
        for blob in self._ask(oids, limit):
            if blob.kind in ("missing", "ambiguous"):
                self._fail(f"object {blob.oid} is missing")
            yield blob

    def sizes(self, oids: Sequence[str]) -> dict[str, int]:
        """The sizes of objects; one that is not there has none."""
        lines = self._run("cat-file", "--batch-check", stdin=_lines(oids)).decode("ascii").splitlines() if oids else []
        rows = (line.split(" ") for line in lines)
        return {row[0]: int(row[2]) for row in rows if len(row) == 3}  # noqa: PLR2004 - name, kind, size

    def tree(self, oid: str) -> dict[str, Entry]:
        """The entries of one tree."""
        if oid not in self._trees:
            self._trees[oid] = parse_tree(self.read(oid), len(oid))
        return self._trees[oid]

    def load_trees(self, oids: Iterable[str]) -> None:
        """Read many trees in one go."""
        fresh = [oid for oid in dict.fromkeys(oids) if oid not in self._trees]
        self._trees.update((blob.oid, parse_tree(blob.data or b"", len(blob.oid))) for blob in self.read_many(fresh))

    def entry(self, tree: str, path: str) -> Entry | None:
        """What lies at a path below a tree."""
        here: Entry | None = Entry(TREE, tree)
        for part in path.split("/"):
            if here is None or here.mode != TREE:
                return None
            here = self.tree(here.oid).get(part)
        return here

    def files(self, tree: str, folder: str) -> dict[str, Entry]:
        """All that is no folder below a tree; paths begin with `folder`, which ends in `/`."""
        found: dict[str, Entry] = {}
        todo = [(folder, tree)]
        while todo:
            self.load_trees(oid for _, oid in todo)
            rows = [(f"{at}{name}", entry) for at, oid in todo for name, entry in self._trees[oid].items()]
            found.update((path, entry) for path, entry in rows if entry.mode != TREE)
            todo = [(f"{path}/", entry.oid) for path, entry in rows if entry.mode == TREE]
        return found

    def diffs(self, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Change]]:
        """What changed between pairs of trees, with renames; an empty name is the empty tree."""
        asked = {(old or empty_tree(new), new): (old, new) for old, new in pairs}
        differing = [pair for pair in asked if pair[0] != pair[1]]
        answers: dict[tuple[str, str], list[Change]] = {pair: [] for pair in asked.values()}
        if differing:
            lines = _lines(f"{old} {new}" for old, new in differing)
            said = self._run("diff-tree", "--stdin", "-z", "-r", "-M", _RENAMES, stdin=lines)
            for header, changes in parse_diffs(said):
                old, _, new = header.partition(" ")
                answers[asked[old, new]] = changes
        return answers

    def dirty(self, commit: str) -> list[Change]:
        """What the work tree has otherwise than a commit, as the index knows it; a touched file may be the same."""
        said = self._run("diff-index", "-z", "--no-renames", "--ignore-submodules=dirty", commit, "--")
        return parse_changes(said)

    # ---- processes ----

    def _run(self, *arguments: str, stdin: bytes = b"", accept: tuple[int, ...] = (0,)) -> bytes:
        done = self._start(arguments, stdin)
        if done.returncode not in accept and self._trust(done.stderr.decode("utf-8", "replace")):
            done = self._start(arguments, stdin)
        if done.returncode not in accept:
            self._fail(done.stderr.decode("utf-8", "replace"))
        return done.stdout

    def _start(self, arguments: Sequence[str], stdin: bytes) -> subprocess.CompletedProcess[bytes]:
        command = ["git", *OPTIONS, *arguments]
        try:
            return subprocess.run(
                command, cwd=self.folder, env=self._environment, input=stdin, capture_output=True, check=False
            )
        except FileNotFoundError as error:
            raise no_git() from error

    def _ask(self, names: Iterable[str], limit: int | None = None) -> Iterator[Blob]:
        todo = list(names)
        for start in range(0, len(todo), _AT_ONCE):
            part = todo[start : start + _AT_ONCE]
            batch = self._opened(part)
            for name in part:
                yield self._answer(batch, name, limit)

    def _opened(self, names: Sequence[str]) -> subprocess.Popen[bytes]:
        """The process that reads objects, with these names asked for."""
        if self._batch is None:
            self._batch = self._open()
            if self._batch.poll() is not None:  # it had no word to say before it ended
                self._fail(self._errors())
        stdin = self._batch.stdin
        try:
            if stdin:
                stdin.write(os.fsencode("".join(f"{name}\n" for name in names)))
                stdin.flush()
        except OSError:
            self._again(names)
        return self._batch

    def _open(self) -> subprocess.Popen[bytes]:
        self._said = self._said or tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        command = ["git", *OPTIONS, "cat-file", "--batch"]
        try:
            return subprocess.Popen(
                command,
                cwd=self.folder,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
            )
        except FileNotFoundError as error:
            raise no_git() from error

    def _answer(self, batch: subprocess.Popen[bytes], name: str, limit: int | None) -> Blob:
        out = batch.stdout
        header = out.readline() if out else b""
        if not header and batch is self._batch and self._again([name]) and self._batch.stdout:
            out = self._batch.stdout
            header = out.readline()
        words = header.rstrip(b"\n").rsplit(b" ", 2)
        if out is None or not header.endswith(b"\n"):
            self._fail(self._errors())
        if words[-1] in (b"missing", b"ambiguous"):
            return Blob(name, words[-1].decode("ascii"), 0, None)
        size = int(words[-1])
        data = None if limit is not None and size > limit else out.read(size + 1)[:-1]
        if data is None:
            skip(out, size + 1)
        return Blob(words[0].decode("ascii"), words[1].decode("ascii"), size, data)

    def _again(self, names: Sequence[str]) -> bool:
        """Ask once more where git did not trust the folder and the user does. Fails where that is not so."""
        if self._batch:
            self._batch.wait()
        if not self._trust(self._errors()):
            self._fail(self._errors())
        self._stop()
        self._batch = self._open()
        self._opened(names)
        return True

    def _errors(self) -> str:
        if self._said is None:
            return ""
        self._said.seek(0)
        return self._said.read().decode("utf-8", "replace")

    def _trust(self, said: str) -> bool:
        """Take over which folders the user trusts, `safe.directory`: the one setting that counts. Once."""
        if "dubious ownership" not in said or self._trusted:
            return False
        own = environment_of_user()
        command = ["git", "config", "-z", "--show-scope", "--get-all", "safe.directory"]
        done = subprocess.run(command, cwd=self.folder, env=own, capture_output=True, check=False)
        words = os.fsdecode(done.stdout).split("\0")[:-1]
        folders = [value for scope, value in zip(words[::2], words[1::2], strict=False) if scope != "local"]
        if not folders:
            return False
        self._trusted = self._environment["GIT_CONFIG_GLOBAL"] = settings_that_trust(folders)
        return True

    def _fail(self, said: str) -> NoReturn:
        self._stop()
        raise mend_of(self, said)

    def _stop(self) -> None:
        batch, self._batch = self._batch, None
        if batch:
            with suppress(OSError):
                if batch.stdin:
                    batch.stdin.close()
            if batch.stdout:
                batch.stdout.close()
            batch.wait()
        if self._said:
            self._said.close()
            self._said = None


def _lines(names: Iterable[str]) -> bytes:
    return "".join(f"{name}\n" for name in names).encode("ascii")
