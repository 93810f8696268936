"""Real repositories, made by `git fast-import`, and the real command run on changes in them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from supportflow.cli.main import run
from tests.rules.support import Run

NOW = "2026-01-06T00:00:00Z"
START = datetime(2026, 1, 5, 8, tzinfo=UTC)
TICKET = "tickets/SF-0042.md"
POLICY = """\
maintainers = ["lead-cho"]

[roles.operator]
members = ["op-anna", "op-bela"]

[roles.provider]
members = ["dev-ben", "dev-mira"]
"""
OPERATOR, PROVIDER, MAINTAINER = "op-anna", "dev-ben", "lead-cho"
Files = Mapping[str, str | bytes | None]


@dataclass
class Repo:
    """A repository that grows by commits without a work tree."""

    path: Path
    heads: dict[str, str] = field(default_factory=dict)

    @classmethod
    def at(cls, path: Path) -> Repo:
        """Make an empty one."""
        path.mkdir(parents=True, exist_ok=True)
        repo = cls(path)
        repo.git("init", "-q", "-b", "main", ".")
        return repo

    def git(self, *arguments: str, stdin: bytes = b"", check: bool = True) -> str:
        """Run git with nobody's settings."""
        keep = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        own = {
            **keep,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@example.com",
            "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@example.com",
        }
        done = subprocess.run(
            ["git", *arguments], cwd=self.path, env=own, input=stdin, capture_output=True, check=False
        )
        assert not check or done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def commit(
        self,
        branch: str,
        files: Files,
        *,
        at: datetime | str = START,
        parents: Iterable[str] | None = None,
        modes: Mapping[str, str] | None = None,
        message: str = "A change",
    ) -> str:
        """Put a commit onto a branch: files to write, or to remove where there is no content.
        `parents` are names of branches or of commits. Gives its name."""
        when = datetime.fromisoformat(at) if isinstance(at, str) else at
        stamp = f"A <a@example.com> {int(when.timestamp())} +0000"
        known = [self.heads[branch]] if branch in self.heads else []
        named = known if parents is None else [self.heads.get(one, one) for one in parents]
        lines = [f"commit refs/heads/{branch}\nmark :1\nauthor {stamp}\ncommitter {stamp}\n".encode(), _data(message)]
        lines += [f"{'merge' if number else 'from'} {name}\n".encode() for number, name in enumerate(named)]
        for path, content in files.items():
            quoted = (
                b'"' + os.fsencode(path).replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n") + b'"'
            )
            if content is None:
                lines.append(b"D " + quoted + b"\n")
            else:
                mode = (modes or {}).get(path, "100644")
                body = content if isinstance(content, bytes) else content.encode()
                if mode == "160000":
                    lines.append(b"M 160000 " + body + b" " + quoted + b"\n")
                else:
                    lines += [f"M {mode} inline ".encode(), quoted, b"\n", _data(body)]
        self.git("fast-import", "--quiet", "--force", stdin=b"".join(lines))
        self.heads[branch] = self.git("rev-parse", f"refs/heads/{branch}")
        return self.heads[branch]

    def checkout(self, branch: str) -> None:
        """Fill the work tree."""
        self.git("checkout", "-q", "-f", branch)


def _data(body: str | bytes) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    return b"data %d\n%b\n" % (len(data), data)


@dataclass(frozen=True)
class Outcome:
    """What a run of the command gave, whatever it gave."""

    code: int
    out: str
    err: str

    @property
    def run(self) -> Run:
        """The JSON document."""
        data = json.loads(self.out)
        return Run(self.code, data["findings"], data["summary"])


class Gate:
    """Runs `supportflow check` in a repository, in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch = monkeypatch
        self.capsys = capsys

    def command(self, root: Path, *arguments: str) -> Outcome:
        """Run any command of ours."""
        self.monkeypatch.chdir(root)
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as exit_:
            run([*arguments])
        out, err = self.capsys.readouterr()
        assert isinstance(exit_.value.code, int)
        assert "supportflow has a bug" not in err, err
        return Outcome(exit_.value.code, out, err)

    def __call__(
        self,
        repo: Repo,
        *approvers: str,
        actor: str | None = None,
        base: str = "main",
        head: str | None = "head",
        now: str = NOW,
    ) -> Run:
        """Judge a change; standard error has to stay empty."""
        arguments = ["check", "--output-format", "json", "--base", base, "--now", now]
        arguments += ["--head", head] if head else []
        arguments += ["--actor", actor] if actor is not None else []
        arguments += [word for one in approvers for word in ("--approved-by", one)]
        outcome = self.command(repo.path, *arguments)
        assert outcome.err == ""
        return outcome.run


def new(found: Run) -> list[str]:
    """The rules of the findings that are new errors."""
    return [one["slug"] for one in found.findings if one["status"] == "new" and one["severity"] == "error"]


def awaiting(found: Run) -> list[str]:
    """The rules of the findings that await approval."""
    return [one["slug"] for one in found.findings if one["status"] == "awaiting"]


def existing(found: Run) -> list[str]:
    """The rules of the findings that the base has as well."""
    return [one["slug"] for one in found.findings if one["status"] == "existing"]


def entry(at: str, by: str, what: str) -> str:
    """An entry of a history: at an hour of 5 January."""
    return f'  - {{at: 2026-01-05T{at}:00Z, by: "{by}", {what}}}\n'


def fragment(state: str, *entries: str, **top: str) -> str:
    """A part of a front matter: state, fields, history."""
    fields = "".join(f"{name}: {value}\n" for name, value in top.items())
    return f"state: {state}\n{fields}history:\n{''.join(entries)}"


CONFIRMED = entry("09:00", "operator", "state: error-confirmed")
REPORTED = entry("10:00", "operator", "state: pending-evaluation")
EVALUATED = entry("11:00", "provider", "state: evaluated, severity: medium")
SCHEDULED = entry("12:00", "provider", "state: scheduled")
