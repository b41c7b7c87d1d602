"""The reference of the Python API: every promised name with its signature, fields and docstring."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import textwrap
from collections.abc import Iterator
from functools import lru_cache
from types import ModuleType

SUBMODULES = ("subtitles", "fit", "rules", "testing", "errors")
_WIDTH = 88


def page() -> str:
    """The page."""
    import goglobal

    lines = [
        "# API",
        "",
        "What is promised: `goglobal.__all__` and the submodules below. [Python](python.md) shows",
        "how it goes together.",
        "",
    ]
    lines += _module(goglobal, "goglobal")
    for name in SUBMODULES:
        module = importlib.import_module(f"goglobal.{name}")
        about = (module.__doc__ or "").strip()
        lines += [f"# goglobal.{name}", "", about, ""]
        lines += _module(module, f"goglobal.{name}")
    return "\n".join(lines)


def _module(module: ModuleType, prefix: str) -> Iterator[str]:
    for name in sorted(_promised(module), key=str.lower):
        value = getattr(module, name)
        if name.startswith("__") or inspect.ismodule(value):
            continue
        yield f"## {prefix}.{name}"
        yield ""
        if inspect.isclass(value):
            yield from _class(value)
        elif callable(value):
            yield from ("```text", _signature(name, value), "```", "")
            yield from (inspect.cleandoc(value.__doc__ or ""), "")
        else:
            text = repr(value)
            if len(text) <= _WIDTH:
                yield from (f"`{text}`", "")
            yield from (said_below(module, name), "")


def _promised(module: ModuleType) -> tuple[str, ...]:
    names = getattr(module, "__all__", None)
    if names is not None:
        return tuple(names)
    return tuple(
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", "") == module.__name__
    )


def _signature(name: str, value: object) -> str:
    try:
        signature = str(inspect.signature(value))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return name
    signature = re.sub(r"(: |-> )'([^']*)'", r"\1\2", signature)  # annotations are quoted
    whole = f"{name}{signature}"
    if len(whole) <= _WIDTH:
        return whole
    inside, _, returned = signature[1:].rpartition(")")
    parts = _split(inside)
    return "\n".join([f"{name}(", *(f"    {part}," for part in parts), f"){returned}"])


def _split(text: str) -> list[str]:
    """Parameters, parted at commas that stand in no brackets."""
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += (character in "[({") - (character in "])}")
        if character == "," and not depth:
            parts.append(text[start:place].strip())
            start = place + 1
    return [*parts, text[start:].strip()]


def _class(value: type) -> Iterator[str]:
    bases = [b.__name__ for b in value.__mro__[1:-1] if b.__module__.startswith("goglobal")]
    kind = f"*Class*, a {bases[0]}. " if bases else "*Class*. "
    yield kind + inspect.cleandoc(value.__doc__ or "")
    yield ""
    fields = list(_fields(value))
    if fields:
        yield "| field | type | meaning |"
        yield "|---|---|---|"
        for name, kind, meaning in fields:
            yield f"| `{name}` | `{_cell(kind)}` | {_cell(meaning)} |"
        yield ""
    for name, member in _members(value):
        about = inspect.cleandoc(getattr(member, "__doc__", "") or "")
        if not about:
            continue
        if isinstance(member, property):
            yield f"* `{name}`: {' '.join(about.split())}"
        else:
            inner = member.__func__ if isinstance(member, classmethod | staticmethod) else member
            shown = " ".join(_signature(name, inner).replace("(self, ", "(").split())
            shown = shown.replace("(self)", "()").replace("(cls, ", "(").replace("( self, ", "(")
            yield f"* `{shown}`: {' '.join(about.split())}"
    yield ""


def _members(value: type) -> Iterator[tuple[str, object]]:
    for name, member in vars(value).items():
        if name.startswith("_"):
            continue
        if isinstance(member, property | classmethod | staticmethod) or inspect.isfunction(member):
            yield name, member


def _fields(value: type) -> Iterator[tuple[str, str, str]]:
    """Annotated names with the docstring that stands below each."""
    node = _node(value)
    if node is None:
        return
    for place, one in enumerate(node.body):
        if not isinstance(one, ast.AnnAssign) or not isinstance(one.target, ast.Name):
            continue
        following = node.body[place + 1] if place + 1 < len(node.body) else None
        meaning = ""
        if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            meaning = inspect.cleandoc(str(following.value.value))
        kind = ast.unparse(one.annotation)
        if one.value is not None:
            default = ast.unparse(one.value)
            kind += f" = {default}" if len(default) <= 24 else " = …"
        if not one.target.id.startswith("_"):
            yield one.target.id, kind, " ".join(meaning.split())


def _node(value: type) -> ast.ClassDef | None:
    try:
        source = inspect.getsource(value)
    except (OSError, TypeError):
        return None
    tree = ast.parse(textwrap.dedent(source))
    return next((n for n in tree.body if isinstance(n, ast.ClassDef)), None)


@lru_cache(maxsize=8)
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


def said_below(module: ModuleType, name: str) -> str:
    """The string that stands below a constant of a module."""
    body = _tree(module).body
    for place, one in enumerate(body[:-1]):
        targets = one.targets if isinstance(one, ast.Assign) else [getattr(one, "target", None)]
        following = body[place + 1]
        named = any(isinstance(t, ast.Name) and t.id == name for t in targets)
        if named and isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            return inspect.cleandoc(str(following.value.value))
    return ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
