"""The house holds: rows, module sizes, exports, pickling, what `goglobal check` loads."""

from __future__ import annotations

import ast
import importlib
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import goglobal
from goglobal import errors
from goglobal.rules import all_rules

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "goglobal"

ROWS: tuple[tuple[str, ...], ...] = (
    ("cli", "__main__"),
    ("pipeline", "testing", "__init__"),
    ("report", "preview"),
    ("answers",),
    ("delivery",),
    ("bundling", "exchange", "applying"),
    ("planning", "checking", "fixing"),
    ("deliverables", "naming"),
    ("profiles", "rules", "fit", "plans"),
    ("project", "subtitles", "media"),
    (
        "model",
        "languages",
        "vocabulary",
        "messages",
        "findings",
        "errors",
        "execution",
        "cache",
        "suggestions",
        "lazy",
        "locking",
        "locale_names",
        "digests",
        "paths",
        "episodes",
    ),
)
ROW_OF = {room: index for index, row in enumerate(ROWS) for room in row}
HEAVY = {"boto3", "botocore", "rich", "lxml", "uharfbuzz", "jinja2", "dask", "distributed", "numpy"}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield ".".join(p for p in parts if p != "__init__") or "__init__", path


def imports(path: Path) -> Iterator[str]:
    """Every goglobal module that `path` imports, at the top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.split(".")[0] == "goglobal")
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            if node.module == "goglobal":
                yield from (f"goglobal.{a.name}" for a in node.names)
            elif node.module.startswith("goglobal."):
                yield node.module


def room(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def test_every_room_has_a_row() -> None:
    unknown = {room(name) for name, _ in modules()} - set(ROW_OF)
    assert not unknown, f"rooms without a row: {unknown}"


def test_imports_go_down() -> None:
    wrong = []
    for name, path in modules():
        for imported in imports(path):
            target = imported.removeprefix("goglobal").removeprefix(".") or "__init__"
            head = room(target)
            if head not in ROW_OF:  # a name of the package itself (`__version__`)
                head = "errors"
            if name != "__init__" and ROW_OF[head] < ROW_OF[room(name)]:
                wrong.append(f"{name} imports {imported}")
    assert not wrong, "\n".join(wrong)


def test_no_circles_within_a_row() -> None:
    graph: dict[str, set[str]] = {}
    for name, path in modules():
        for imported in imports(path):
            head = room(imported.removeprefix("goglobal").removeprefix(".") or "__init__")
            if head in ROW_OF and head != room(name) and name != "__init__":
                graph.setdefault(room(name), set()).add(head)

    def reaches(start: str, goal: str, seen: set[str]) -> bool:
        for following in graph.get(start, ()):
            if following == goal:
                return True
            if following not in seen:
                seen.add(following)
                if reaches(following, goal, seen):
                    return True
        return False

    circles = [head for head in graph if reaches(head, head, set())]
    assert not circles, f"rooms in a circle: {circles}"


def test_modules_are_small() -> None:
    long = {n: c for n, p in modules() if (c := len(p.read_text("utf-8").splitlines())) > 400}
    assert not long


def test_nothing_heavy_is_imported_at_the_top() -> None:
    wrong = []
    for name, path in modules():
        for node in ast.parse(path.read_text("utf-8")).body:
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            wrong += [f"{name}: {n}" for n in names if n.split(".")[0] in HEAVY]
    assert not wrong


def test_pysrt_is_imported_in_one_module_only() -> None:
    users = [
        name
        for name, path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Import) and any(a.name == "pysrt" for a in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "pysrt")
    ]
    assert set(users) == {"subtitles.interchange"}


def test_every_promised_name_is_there_and_no_more() -> None:
    for name in goglobal.__all__:
        value = getattr(goglobal, name)
        if callable(value):
            assert value.__doc__, f"goglobal.{name} has no docstring"
    assert set(goglobal._HOMES) == set(goglobal.__all__) - {"__version__"}


def test_no_function_has_its_modules_name() -> None:
    for name, path in modules():
        tree = ast.parse(path.read_text("utf-8"))
        functions = {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}
        assert name.split(".")[-1] not in functions or room(name) == "cli", name


def test_every_error_pickles() -> None:
    def below(cls: type[errors.GoGlobalError]) -> Iterator[type[errors.GoGlobalError]]:
        yield cls
        for sub in cls.__subclasses__():
            yield from below(sub)

    for name, _ in modules():
        if name != "__main__":
            importlib.import_module(f"goglobal.{name}" if name != "__init__" else "goglobal")
    for cls in set(below(errors.GoGlobalError)):
        error: errors.GoGlobalError
        if issubclass(cls, errors.ProjectError):
            problem = errors.Problem(file="a.toml", message="no {what}", arguments={"what": "id"})
            error = cls([problem])
        else:
            error = cls("no {what} here", {"what": "bucket"}, "make one")
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is cls
        assert str(again) == str(error)
        assert again.exit_code == error.exit_code


def test_every_rule_pickles() -> None:
    for function in all_rules():
        assert pickle.loads(pickle.dumps(function)) is function


def loaded_by(*arguments: str) -> set[str]:
    """The modules that one run of the command imported."""
    code = (
        "import sys, io, contextlib\n"
        "from goglobal.__main__ import main\n"
        "sys.argv = ['goglobal', *sys.argv[1:]]\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    main()\n"
        "print('\\n'.join(sys.modules))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    whole = set(result.stdout.splitlines())
    return whole | {line.split(".")[0] for line in whole}


def test_check_loads_nothing_heavy() -> None:
    loaded = loaded_by("check", str(ROOT / "examples" / "moonlit-bund"), "--no-progress")
    assert "msgspec" in loaded  # the run did work
    assert not loaded & {"boto3", "botocore", "lxml", "numpy", "tenacity", "jinja2", "pysrt"}
    assert not loaded & {"babel", "openpyxl", "py3langid", "rich", "http.client"}
    assert not loaded & {"goglobal.delivery", "goglobal.exchange", "goglobal.fixing.changes"}


def test_help_loads_next_to_nothing() -> None:
    loaded = loaded_by("--help")
    assert "click" in loaded
    assert not loaded & {"msgspec", "rich", "boto3", "babel", "langcodes", "polib", "tenacity"}


def test_no_word_hides_in_an_f_string() -> None:
    """The extractor does not look into f-strings, so a word there is never translated."""
    marks = {"gettext", "ngettext", "N_"}
    hidden = [
        f"{name}:{call.lineno}"
        for name, path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in marks
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ]
    assert not hidden
