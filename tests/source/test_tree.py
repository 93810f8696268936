from __future__ import annotations

import os
from pathlib import Path

import pytest

from supportflow.source.errors import UsageError
from supportflow.source.policy.load import default_policy
from supportflow.source.repository import read_repository
from supportflow.source.tree import FileKind, TreeFile, WorkTree, find_root, repository_prefix


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        assert path.is_relative_to(root)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"12345")


class TestFiles:
    def test_all_files_below_tickets_sorted_by_path(self, tmp_path: Path) -> None:
        make(tmp_path, "tickets/b.md", "tickets/a/z.png", "tickets/a.md", "other/c.md", "tickets/.hidden")
        assert WorkTree(tmp_path).files() == (
            TreeFile("tickets/.hidden", FileKind.REGULAR, 5),
            TreeFile("tickets/a.md", FileKind.REGULAR, 5),
            TreeFile("tickets/a/z.png", FileKind.REGULAR, 5),
            TreeFile("tickets/b.md", FileKind.REGULAR, 5),
        )

    def test_paths_begin_at_the_repository(self, tmp_path: Path) -> None:
        make(tmp_path, "support/tickets/a.md")
        tree = WorkTree(tmp_path / "support", "support/")
        assert [file.path for file in tree.files()] == ["support/tickets/a.md"]
        assert tree.read("support/tickets/a.md") == b"12345"

    def test_what_is_no_file_is_named_and_not_followed(self, tmp_path: Path) -> None:
        make(tmp_path, "tickets/a.md", "secret/b.md", "tickets/module/.git", "tickets/module/c.md")
        (tmp_path / "tickets/link.md").symlink_to(tmp_path / "secret/b.md")
        (tmp_path / "tickets/folder").symlink_to(tmp_path / "secret", target_is_directory=True)
        (tmp_path / "tickets/broken.md").symlink_to("nowhere")
        os.mkfifo(tmp_path / "tickets/pipe.md")
        kinds = {file.name: file.kind for file in WorkTree(tmp_path).files()}
        assert kinds == {
            "a.md": FileKind.REGULAR,
            "link.md": FileKind.LINK,
            "folder": FileKind.LINK,
            "broken.md": FileKind.LINK,
            "pipe.md": FileKind.OTHER,
            "module": FileKind.SUBMODULE,
        }

    def test_a_repository_inside_is_not_walked(self, tmp_path: Path) -> None:
        make(tmp_path, "tickets/a.md", "tickets/module/.git/config", "tickets/module/b.md")
        assert [(file.path, file.kind) for file in WorkTree(tmp_path).files()] == [
            ("tickets/a.md", FileKind.REGULAR),
            ("tickets/module", FileKind.SUBMODULE),
        ]

    def test_a_link_is_never_read(self, tmp_path: Path) -> None:
        make(tmp_path, "tickets/a.md")
        (tmp_path / "tickets/b.md").symlink_to(tmp_path / "tickets/a.md")
        with pytest.raises(OSError, match=r"b\.md"):
            WorkTree(tmp_path).read("tickets/b.md")

    def test_a_folder_that_cannot_be_read_is_a_usage_error(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make(tmp_path, "tickets/a.md")

        def refuse(_path: str) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "scandir", refuse)
        with pytest.raises(UsageError, match="tickets cannot be read: Permission denied; check its permissions"):
            WorkTree(tmp_path).files()

    def test_files_are_listed_once(self, tmp_path: Path) -> None:
        make(tmp_path, "tickets/a.md")
        tree = WorkTree(tmp_path)
        assert tree.files() is tree.files()


class TestRoot:
    def test_the_nearest_folder_upward_with_tickets(self, tmp_path: Path) -> None:
        make(tmp_path, "tickets/2026/deep/a.md", "src/x/y.py")
        for start in ("", "tickets", "tickets/2026/deep", "src/x"):
            assert find_root(tmp_path / start) == tmp_path.resolve()

    def test_a_tracker_inside_another_is_nearer(self, tmp_path: Path) -> None:
        make(tmp_path, "tickets/a.md", "inner/tickets/b.md")
        assert find_root(tmp_path / "inner") == tmp_path.resolve() / "inner"

    @pytest.fixture
    def own_name(self, monkeypatch: pytest.MonkeyPatch) -> str:
        """A name that no folder above the test's own has, whatever else this machine does in there."""
        monkeypatch.setattr("supportflow.source.tree.TICKETS", "tickets-of-this-test")
        return "tickets-of-this-test"

    @pytest.mark.usefixtures("own_name")
    def test_none_says_how_to_make_one(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match=r"no folder `tickets/` here or above .*: mkdir tickets"):
            find_root(tmp_path)

    def test_a_file_of_that_name_is_none(self, tmp_path: Path, own_name: str) -> None:
        make(tmp_path, own_name)
        with pytest.raises(UsageError, match=f"{own_name} is no folder"):
            find_root(tmp_path)

    def test_a_link_is_refused(self, tmp_path: Path) -> None:
        make(tmp_path, "elsewhere/a.md")
        (tmp_path / "tickets").symlink_to("elsewhere", target_is_directory=True)
        with pytest.raises(UsageError, match="is a symbolic link; make it a folder"):
            find_root(tmp_path)

    @pytest.mark.parametrize(("inside", "prefix"), [("", ""), ("a", "a/"), ("a/b", "a/b/")])
    def test_the_prefix_is_the_way_from_the_repository(self, tmp_path: Path, inside: str, prefix: str) -> None:
        make(tmp_path, ".git/HEAD", f"{prefix}tickets/a.md")
        assert repository_prefix(tmp_path / inside) == prefix

    def test_a_work_tree_of_git_has_a_file_of_that_name(self, tmp_path: Path) -> None:
        make(tmp_path, ".git", "a/tickets/a.md")
        assert repository_prefix(tmp_path / "a") == "a/"

    def test_without_git_there_is_no_prefix(self, tmp_path: Path) -> None:
        assert repository_prefix(tmp_path) == ""


class TestRepository:
    def test_tickets_misnamed_files_and_the_rest(self, tmp_path: Path) -> None:
        make(tmp_path, "tickets/SF-0001.md", "tickets/2026/SF-0002-slug.md", "tickets/README.md", "tickets/x.png")
        (tmp_path / "tickets/notes.md").write_text("---\na: b\n---\n", encoding="utf-8")
        heard: list[tuple[int, int]] = []
        found = read_repository(WorkTree(tmp_path), default_policy(), lambda done, total: heard.append((done, total)))
        assert [document.path for document in found.documents] == [
            "tickets/2026/SF-0002-slug.md",
            "tickets/SF-0001.md",
        ]
        assert found.misnamed == ("tickets/notes.md",)
        assert len(found.files) == 5
        assert heard == [(number, 5) for number in range(1, 6)]
