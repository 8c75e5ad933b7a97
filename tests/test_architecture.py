"""The house holds: imports run one way, heavy modules wait until they are used, one door to typer, openai, jinja2."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "coach"

# From the bottom up; a module may import from its own floor and from those below.
FLOORS = [
    {"company", "dictionary", "folding", "gaps", "kanji", "text", "errors", "resources", "spans", "values"},
    {"documents", "diff", "settings"},
    {"customer"},
    {"facts"},
    {"critic"},
    {"results"},
    {"writer"},
    {"comparing", "history", "history_schema", "rewriting", "judging"},
    {"coaching", "with_model"},
    {"report"},
    {"cli"},
]
DOORS = {
    "typer": {"cli"},
    "openai": {"writer/client.py"},
    "jinja2": {"writer/prompts.py", "writer/offline.py", "report"},
    "sudachipy": {"dictionary.py"},
}


def modules() -> list[Path]:
    return [
        path
        for path in PACKAGE.rglob("*.py")
        if path.name not in {"__main__.py"} and path != PACKAGE / "__init__.py"
    ]


def floor(name: str) -> int:
    return next(index for index, names in enumerate(FLOORS) if name in names)


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    relative = path.relative_to(PACKAGE)
    own = floor(relative.parts[0].removesuffix(".py"))
    for name in imports(path):
        if name.startswith("coach."):
            assert floor(name.split(".")[1]) <= own, f"{relative} imports {name}"
        door = DOORS.get(name.split(".")[0])
        if door:
            assert relative.as_posix() in door or relative.parts[0] in door, f"{relative} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_is_two_rooms_in_one(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 330


LAZY = ["openai", "httpx2", "anyio", "jinja2", "rich", "sudachipy"]


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], [*LAZY, "pydantic"]),
        (["--version"], LAZY),
        (["classify", "samples/cases/web-renewal.toml"], LAZY),
        (["rules"], [name for name in LAZY if name != "sudachipy"]),
        (
            [
                "feedback",
                "samples/drafts/web-renewal-application-poor.txt",
                "-c",
                "samples/cases/web-renewal.toml",
            ],
            ["openai", "httpx2", "anyio", "rich"],
        ),
    ],
    ids=["help", "version", "classify", "rules", "feedback"],
)
def test_start_up_loads_only_what_the_command_uses(arguments: list[str], absent: list[str]) -> None:
    script = (
        "import sys, atexit; sys.argv = ['coach', *sys.argv[1:]]\n"
        "atexit.register(lambda: print(' '.join(sorted(name for name in sys.modules if '.' not in name)), file=sys.stderr))\n"
        "from coach.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        encoding="utf-8",
    )
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "coach" in loaded
    assert loaded.isdisjoint(absent)
