"""Extract, update, check and compile the product's own catalogs in `locales/`.

    python scripts/catalogs.py extract     source strings to locales/goglobal.pot
    python scripts/catalogs.py update      the template into every goglobal.po
    python scripts/catalogs.py compile     every .po to src/goglobal/locales/…/*.mo
    python scripts/catalogs.py check       fail where a catalog is stale or incomplete

The build compiles too (`build_hook.py`), so the wheel carries the catalogs and no `.mo` is
committed.
"""

from __future__ import annotations

import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "locales"
PACKAGE = ROOT / "src" / "goglobal"
COMPLETE = {"goglobal": ("zh_CN",), "vocabulary": ()}
"""Locales that may lack nothing, by domain; `vocabulary` has to be complete in all it has, and to
have all that `goglobal.vocabulary` names."""


def compile_catalogs(root: Path = ROOT) -> list[Path]:
    """Compile every `.po` below `locales/` into the package; return the files written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = []
    for source in sorted((root / "locales").glob("*/LC_MESSAGES/*.po")):
        locale = source.parent.parent.name
        target = (
            root / "src" / "goglobal" / "locales" / locale / "LC_MESSAGES" / f"{source.stem}.mo"
        )
        with source.open("rb") as stream:
            catalog = read_po(stream, locale=locale, domain=source.stem)
        buffer = io.BytesIO()
        write_mo(buffer, catalog)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.is_file() or target.read_bytes() != buffer.getvalue():
            target.write_bytes(buffer.getvalue())
        written.append(target)
    return written


def template() -> bytes:
    """The `goglobal.pot` of the sources as they are now."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_dir
    from babel.messages.pofile import write_po

    catalog = Catalog(project="goglobal", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        PACKAGE,
        method_map=[("**.py", "python"), ("**.html", "jinja2")],
        keywords={"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "N_n": (1, 2)},
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    entries = []
    for name, _line, message, comments, context in found:
        entries.append((f"src/goglobal/{name}", message, comments, context))
    for name, message, comments, context in sorted(entries, key=lambda e: (e[0], str(e[1]))):
        if message and message != ("", ""):
            catalog.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=98, include_lineno=False, omit_header=True, sort_output=True)
    return (
        b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n' + buffer.getvalue()
    )


def extract() -> None:
    (LOCALES / "goglobal.pot").write_bytes(template())


def update() -> None:
    """Merge the template into every `goglobal.po`: translations kept, what changed made fuzzy."""
    from babel.messages.pofile import read_po, write_po

    extract()
    new = read_po(io.BytesIO((LOCALES / "goglobal.pot").read_bytes()))
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/goglobal.po")):
        with path.open("rb") as stream:
            catalog = read_po(stream, locale=path.parent.parent.name, domain="goglobal")
        catalog.update(new, no_fuzzy_matching=False, update_header_comment=False)
        catalog.obsolete.clear()
        buffer = io.BytesIO()
        write_po(buffer, catalog, width=98, include_lineno=False, sort_output=True)
        path.write_bytes(buffer.getvalue())


def problems() -> Iterator[str]:
    """What is stale or missing, one line each."""
    from babel.messages.pofile import read_po

    committed = LOCALES / "goglobal.pot"
    if not committed.is_file() or committed.read_bytes() != template():
        yield "locales/goglobal.pot is stale: run `make locales`"
    wanted = {m.id for m in read_po(io.BytesIO(template())) if m.id}
    yield from _vocabulary_problems()
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        locale = path.parent.parent.name
        with path.open("rb") as stream:
            catalog = read_po(stream, locale=locale, domain=path.stem)
        must = locale in COMPLETE.get(path.stem, ()) or path.stem == "vocabulary"
        here = set()
        for message in catalog:
            if not message.id:
                continue
            here.add(message.id)
            translated = message.string
            texts = (translated,) if isinstance(translated, str) else tuple(translated or ("",))
            if must and (message.fuzzy or not all(texts)):
                yield f"{path.relative_to(ROOT)}: untranslated or fuzzy: {message.id!r}"
                continue
            forms = (message.id,) if isinstance(message.id, str) else tuple(message.id)
            source = str(forms[0])
            known = set().union(*map(_places, forms))
            for text in filter(None, texts):
                lost = known - _places(text) if path.stem == "vocabulary" else set()
                if lost or _places(text) - known:
                    yield f"{path.relative_to(ROOT)}: places differ: {source!r} and {text!r}"
        if path.stem == "goglobal" and must:
            for missing in sorted(map(str, wanted - here)):
                yield f"{path.relative_to(ROOT)}: missing: {missing}"


def _vocabulary_problems() -> Iterator[str]:
    """Vocabularies that are not there, and words that one lacks or has and the code has not."""
    from babel.messages.pofile import read_po

    from goglobal.vocabulary import catalog_names, english_words

    wanted = set(english_words())
    paths = {LOCALES / name / "LC_MESSAGES" / "vocabulary.po" for name in catalog_names()}
    for path in sorted({*paths, *LOCALES.glob("**/vocabulary.po*")}):
        name = path.relative_to(ROOT)
        if not path.is_file():
            yield f"{name}: missing"
            continue
        with path.open("rb") as stream:
            there = {(message.context, message.id) for message in read_po(stream) if message.id}
        for what, words in (("missing", wanted - there), ("not in the code", there - wanted)):
            for context, word in sorted(map(_named, words)):
                yield f"{name}: {what}: {context} {word!r}"


def _named(word: tuple[object, object]) -> tuple[str, str]:
    return str(word[0] or ""), str(word[1])


def _places(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}
    except ValueError:
        return set()


def main(arguments: list[str]) -> int:
    """Run one of the commands above."""
    match arguments:
        case ["extract"]:
            extract()
        case ["update"]:
            update()
        case ["compile"]:
            compile_catalogs()
        case ["check"]:
            found = list(problems())
            print("\n".join(found) or "catalogs are complete")
            return bool(found)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
