"""Where in a TOML file each table and key stands, so that a fault can name its line."""

import re

Path = tuple[str | int, ...]

HEADER = re.compile(r"^\s*(\[\[|\[)\s*([A-Za-z0-9_.\-\s]+?)\s*\]{1,2}\s*(?:#.*)?$")
KEY = re.compile(r"^\s*([A-Za-z0-9_-]+)\s*=\s*(.*)$")


def line_numbers(text: str) -> dict[Path, int]:
    """The line (from 1) of each table header and of each key: `("plan", 0, "priorities", 2, "title") -> 41`."""
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    closing = ""
    depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        if closing:
            if closing in line:
                closing = ""
            continue
        if depth:
            depth += _brackets(line)
            continue
        header = HEADER.match(line)
        if header:
            here = _enter(header[2].split("."), counts, is_array=header[1] == "[[")
            lines[here] = number
            continue
        key = KEY.match(line)
        if key:
            lines[(*here, key[1])] = number
            value = key[2]
            for quotes in ('"""', "'''"):
                if value.startswith(quotes) and quotes not in value[3:]:
                    closing = quotes
            if not closing and value.startswith("["):
                depth = max(_brackets(value), 0)
    return lines


def _enter(names: list[str], counts: dict[Path, int], *, is_array: bool) -> Path:
    path: Path = ()
    for name in names[:-1]:
        path = (*path, name.strip())
        if path in counts:
            path = (*path, counts[path])
    path = (*path, names[-1].strip())
    if not is_array:
        return path
    counts[path] = counts.get(path, -1) + 1
    entered = (*path, counts[path])
    for known in [known for known in counts if known[: len(entered)] == entered]:
        del counts[known]
    return entered


def _brackets(text: str) -> int:
    bare = re.sub(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*$', "", text)
    return bare.count("[") - bare.count("]")


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of a path (of its first table, where it is a list), or of the nearest thing around it; else 1."""
    while path:
        for place in (path, (*path, 0)):
            if place in lines:
                return lines[place]
        path = path[:-1]
    return 1
