"""Citations for other programs and pages: BibTeX, BibLaTeX, RIS, CSL-JSON, Wikipedia, Markdown, Org and HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reader.cite.citation import Citation
from reader.cite.dates import Date, DateRules, format_date, iso_date
from reader.cite.latex import biblatex, bibtex, citation_key
from reader.cite.markup import escape_attribute, escape_html, escape_markdown
from reader.cite.names import Name

_IN_MARKDOWN = str.maketrans({"(": "%28", ")": "%29", " ": "%20", "<": "%3C", ">": "%3E", "\\": "%5C"})
_IN_ORG = str.maketrans({"[": "%5B", "]": "%5D", " ": "%20"})
_IN_TEMPLATE = str.maketrans({"|": "{{!}}", "{": "&#123;", "}": "&#125;", "[": "&#91;", "]": "&#93;"})
_PLAIN_DATE = DateRules("{day} {month} {year}")
_RIS_TEXT = {"title": "TI", "container_title": "T2", "page": "SP", "section": "SE", "url": "UR", "language": "LA"}
_UNTITLED = "Untitled"


def markdown(citation: Citation) -> str:
    """A link on the title, the source in italics, and the date in words."""
    title = escape_markdown(_label(citation))
    if citation.url:
        title = f"[{title}]({citation.url.translate(_IN_MARKDOWN)})"
    source = f"*{escape_markdown(citation.container_title)}*" if citation.container_title else ""
    return ", ".join(part for part in (title, source, _date(citation)) if part)


def org(citation: Citation) -> str:
    """The same as a link of Org mode."""
    title = _label(citation).replace("[", "(").replace("]", ")")
    if citation.url:
        title = f"[[{citation.url.translate(_IN_ORG)}][{title}]]"
    source = f"/{citation.container_title}/" if citation.container_title else ""
    return ", ".join(part for part in (title, source, _date(citation)) if part)


def html(citation: Citation) -> str:
    """The same as an HTML link."""
    title = escape_html(_label(citation))
    if citation.url:
        title = f'<a href="{escape_attribute(citation.url)}">{title}</a>'
    source = f"<i>{escape_html(citation.container_title)}</i>" if citation.container_title else ""
    return ", ".join(part for part in (title, source, _date(citation)) if part)


def ris(citation: Citation) -> str:
    """An RIS record of the type NEWS."""
    lines = ["TY  - NEWS"]
    lines += [f"AU  - {_turned(name)}" for name in citation.authors]
    lines += [f"{tag}  - {value}" for field, tag in _RIS_TEXT.items() if (value := getattr(citation, field))]
    if citation.issued:
        lines += [f"PY  - {citation.issued[0]}", f"DA  - {_ris_date(citation.issued)}"]
    if citation.accessed:
        lines.append(f"Y2  - {_ris_date(citation.accessed)}")
    return "\n".join([*lines, "ER  - "])


def csl_json(citations: Sequence[Citation]) -> str:
    """A CSL-JSON list; items without an id get their key as one."""
    import json

    items = [{**one.to_csl(), "id": one.id or citation_key(one)} for one in citations]
    return json.dumps(items, ensure_ascii=False, indent=2)


def wikipedia(citation: Citation) -> str:
    """The template {{cite news}}."""
    fields: dict[str, str] = {}
    for number, name in enumerate(citation.authors, 1):
        if name.literal or not name.given:
            fields[f"author{number}"] = name.whole_family
        else:
            fields[f"last{number}"] = " ".join(part for part in (name.whole_family, name.suffix) if part)
            fields[f"first{number}"] = " ".join(part for part in (name.given, name.dropping) if part)
    fields |= {
        "title": citation.title or "",
        "url": (citation.url or "").replace(" ", "%20"),
        "work": citation.container_title or "",
        "date": _date(citation),
        "page": citation.page or "",
        "access-date": format_date(citation.accessed, _PLAIN_DATE),
        "language": (citation.language or "").split("-")[0],
    }
    filled = (f" |{name}={value.translate(_IN_TEMPLATE)}" for name, value in fields.items() if value)
    return "{{cite news" + "".join(filled) + "}}"


def unique_keys(citations: Sequence[Citation]) -> list[str]:
    """A key for each citation; those that would share one get letters in order: …a, …b."""
    from collections import Counter

    plain = [citation_key(citation) for citation in citations]
    total, seen, keys = Counter(plain), Counter[str](), []
    for key in plain:
        keys.append(key + _letters(seen[key]) if total[key] > 1 else key)
        seen[key] += 1
    return keys


def _letters(number: int) -> str:
    text = chr(ord("a") + number % 26)
    return text if number < 26 else _letters(number // 26 - 1) + text


def _keyed(entry: Callable[[Citation, str], str]) -> Callable[[Sequence[Citation]], str]:
    def export(citations: Sequence[Citation]) -> str:
        return "\n\n".join(entry(*pair) for pair in zip(citations, unique_keys(citations), strict=True))

    return export


def _joined(entry: Callable[[Citation], str], between: str = "\n") -> Callable[[Sequence[Citation]], str]:
    def export(citations: Sequence[Citation]) -> str:
        return between.join(entry(citation) for citation in citations)

    return export


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format for other programs; `export` takes any number of citations."""

    id: str
    name: str
    export: Callable[[Sequence[Citation]], str]


FORMATS: Mapping[str, ExportFormat] = {
    each.id: each
    for each in (
        ExportFormat("bibtex", "BibTeX", _keyed(bibtex)),
        ExportFormat("markdown", "Markdown link", _joined(markdown)),
        ExportFormat("biblatex", "BibLaTeX", _keyed(biblatex)),
        ExportFormat("ris", "RIS", _joined(ris, "\n\n")),
        ExportFormat("csl-json", "CSL-JSON", csl_json),
        ExportFormat("wikipedia", "Wikipedia (cite news)", _joined(wikipedia)),
        ExportFormat("org", "Org link", _joined(org)),
        ExportFormat("html", "HTML link", _joined(html)),
    )
}


def _label(citation: Citation) -> str:
    return citation.title or citation.url or _UNTITLED


def _date(citation: Citation) -> str:
    return format_date(citation.issued, _PLAIN_DATE)


def _turned(name: Name) -> str:
    if name.literal or not name.given:
        return name.whole_family
    given = " ".join(part for part in (name.given, name.dropping) if part)
    return ", ".join(part for part in (name.whole_family, given, name.suffix) if part)


def _ris_date(date: Date) -> str:
    """year/month/day/ with empty places for what is not known."""
    parts = iso_date(date).split("-")
    return "/".join([*parts, "", "", ""][:3]) + "/"
