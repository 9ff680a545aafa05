"""deploy/install on machines that are not ready for it: words that help, and nothing half done."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.embedded.watching import PROJECT

OLD = '#!/bin/sh\ncase "$*" in *version_info*) exit 1;; esac\n'
WITHOUT_VENV = '#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; -V) echo Python 3.11.2;; esac\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A clone in which nothing is installed, on a path without any Python."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "deploy").mkdir()
    (tmp_path / "bin").mkdir()
    for name in ("sh", "cat", "cksum", "dirname", "rm"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or name)
    shutil.copy(PROJECT / "deploy" / "install", tmp_path / "deploy")
    for name in ("embedded", "development"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"# {name}\n")
    return tmp_path


def install(project: Path, python: str = "") -> subprocess.CompletedProcess[str]:
    if python:
        (project / "bin" / "python3").write_text(python)
        (project / "bin" / "python3").chmod(0o755)
    return subprocess.run(
        ["sh", project / "deploy" / "install", "embedded"],
        env={"PATH": str(project / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_python(project: Path) -> None:
    tried = install(project)
    assert tried.returncode == 1
    assert "needs Python 3.11 or newer" in tried.stderr


def test_with_an_old_python(project: Path) -> None:
    tried = install(project, OLD)
    assert tried.returncode == 1
    assert "needs Python 3.11 or newer" in tried.stderr


def test_without_venv(project: Path) -> None:
    tried = install(project, WITHOUT_VENV)
    assert tried.returncode == 1
    assert "Python 3.11.2 cannot make virtual environments" in tried.stderr
    assert "sudo apt install python3-venv" in tried.stderr
    assert not (project / ".venv").exists()


@pytest.mark.parametrize("held", ["embedded", "development"])
def test_what_is_installed_is_not_installed_again(project: Path, held: str) -> None:
    """The longer list holds the shorter one."""
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 1\n")
    (project / ".venv" / "bin" / "python").chmod(0o755)
    sum_of = subprocess.run(
        ["cksum", f"requirements/{held}.txt"], cwd=project, capture_output=True, text=True, check=True
    )
    (project / ".venv" / ".installed").write_text(sum_of.stdout)
    assert install(project).returncode == 0
    (project / ".venv" / ".installed").write_text("another list")
    assert install(project).returncode == 1
