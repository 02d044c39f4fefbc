"""The scripts that stand before anything of ours does: they run under an old Python and say what is missing."""

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pergola_setup", ROOT / "bin" / "_setup.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


setup: Any = load()


def executable(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_it_is_written_for_python_3_9() -> None:
    source = (ROOT / "bin" / "_setup.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 9))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert imported <= sys.stdlib_module_names
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Match)]


def test_where_the_state_goes(tmp_path: Path) -> None:
    assert setup.state_directory(tmp_path, {}, root=False) == tmp_path / ".pergola"
    root = setup.state_directory(tmp_path, {}, root=True)
    assert root.parent == Path("/var/lib/pergola")
    assert len(root.name) == 8
    assert setup.state_directory(tmp_path, {"PERGOLA_STATE": str(tmp_path / "x")}, root=True) == tmp_path / "x"
    assert setup.state_directory(tmp_path / "other", {}, root=True) != root


def test_a_shim_that_does_not_run_is_passed_over(tmp_path: Path) -> None:
    shim = executable(tmp_path / "bin" / "python3.13", "#!/bin/sh\nexit 127\n")
    old = executable(tmp_path / "bin2" / "python3.13", "#!/bin/sh\necho 3.12\n")
    whole = executable(tmp_path / "pyenv/versions/3.13.9/bin/python3.13", "#!/bin/sh\necho 3.13\n")
    assert not setup.runs_as_wanted(shim)
    assert not setup.runs_as_wanted(old)
    assert not setup.runs_as_wanted(tmp_path / "absent")
    environ = {"PATH": f"{shim.parent}{os.pathsep}{old.parent}", "PYENV_ROOT": str(tmp_path / "pyenv")}
    tried = list(setup.candidates(environ))
    assert tried.index(str(shim)) < tried.index(str(old)) < tried.index(str(whole))


def test_what_would_lead_python_astray_is_taken_out() -> None:
    clean = setup.clean_environment(
        {"PYTHONPATH": "/x", "VIRTUAL_ENV": "/y", "PYTHONDONTWRITEBYTECODE": "1", "PATH": "/bin"}
    )
    assert clean == {"PATH": "/bin", "PYTHONUTF8": "1"}


def test_a_step_that_fails_is_one_line(tmp_path: Path) -> None:
    made = setup.Setup("run", tmp_path)
    with pytest.raises(setup.Missing, match=r"^no luck \[first second\]$"):
        made.run(["/bin/sh", "-c", "echo first; echo second >&2; exit 3"], "no luck")
    with pytest.raises(setup.Missing, match="no luck"):
        made.run([tmp_path / "absent"], "no luck")


def test_the_development_environment_serves_the_product_too(tmp_path: Path) -> None:
    made = setup.Setup("run", tmp_path)
    executable(made.python, "#!/bin/sh\n")
    assert not made.is_ready()
    made.stamp.write_text(json.dumps({"kind": "dev", "fingerprint": made.fingerprint("dev")}))
    assert made.is_ready()
    made.stamp.write_text(json.dumps({"kind": "run", "fingerprint": made.fingerprint("run")}))
    assert made.is_ready()
    assert not setup.Setup("dev", tmp_path).is_ready()
    made.stamp.write_text('{"kind": "run", "fingerprint": "older"}')
    assert not made.is_ready()
    made.stamp.write_text("{torn")
    assert not made.is_ready()


def test_tests_and_benches_get_what_they_need_and_the_product_no_more() -> None:
    wanted = {
        ("test", ()): "dev", ("pergola", ("bench", "payloads")): "dev",
        ("pergola", ("serve",)): "run", ("pergola", ()): "run", ("demo", ("--port", "8001")): "run",
    }  # fmt: skip
    assert {asked: setup.kind_for(asked[0], list(asked[1])) for asked in wanted} == wanted


def test_a_state_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(setup.Missing, match="PERGOLA_STATE"):
        setup.Setup("run", tmp_path / "file" / "state").make()


def test_without_python3_the_scripts_say_so(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    for name in ("sh", "dirname"):
        (tmp_path / "bin" / name).symlink_to(f"/bin/{name}" if name == "sh" else "/usr/bin/dirname")
    for script in ("demo", "test", "pergola"):
        done = subprocess.run(
            ["/bin/sh", ROOT / "bin" / script],
            env={"PATH": str(tmp_path / "bin")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert re.fullmatch(r"Missing: python3 .*apt-get install python3.*\n", done.stderr)


@pytest.mark.parametrize("name", ["run", "dev", "uv"])
def test_the_locked_requirements_name_no_place(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"(^|\s)/", text)
    packages = re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)
    assert packages
    assert text.count("--hash=sha256:") >= len(packages)
