"""Who wrote it, read from bylines as they are printed: persons taken apart, agencies left whole."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.cite.markup import one_line
from reader.cite.names import Name, make_name
from reader.cite.source import same_source

_LEAD = re.compile(
    r"^(?:(?:written|words|story|reported|reporting|report|text|compiled|opinion|analysis|review|column|comment)\s+)?"
    r"(?:by|from)\b:?\s*",
    re.I,
)
_FOREIGN_LEAD = {"de": "von", "fr": "par", "es": "por", "it": "di", "nl": "door", "pt": "por", "da": "af", "sv": "av"}
_FOREIGN_AND = {"es": "y|e|con", "it": "e|con", "pt": "e|com", "nl": "en|met", "fr": "et|avec", "de": "und|mit"}
_AFTERWARDS = re.compile(r"\s*\b(?:(?:last\s+)?updated|published|posted|special to)\b.*$", re.I)
_HELPERS = re.compile(r"^(?:additional\s+)?(?:editing|edited|additional reporting|production)\s+by\b", re.I)
_ROLE_BEFORE = re.compile(
    r"^(?:(?:contributing|staff|senior|chief|special|foreign|political)\s+)*(?:writer|correspondent|reporter)\s+(?=[A-Z])",
    re.I,
)
_LABEL = re.compile(r"^\w+:\s+")
_PICTURES = re.compile(r"^(?:photo|foto|picture|image|video|graphic|illustration)\w*\b", re.I)
_ADDRESS_NAME = re.compile(r"^\S+@\S+\s+\(([^()]+)\)$")
_NOISE = re.compile(r"\S+@\S+\.\w+|https?://\S+|(?<!\w)@\w+|\([^()]*\)")
_AND = re.compile(r"\s*[;|/·•]\s*|,?\s+(?:and|&|with|und|et)\s+", re.I)
_TWO_WORD_PLACES = (
    "Abu Dhabi|Addis Ababa|Buenos Aires|Cape Town|Hong Kong|Kuala Lumpur|Los Angeles|Mexico City|New Delhi|"
    "New York|San Francisco|San Salvador|Sri Lanka|St Petersburg|São Paulo|Tel Aviv"
)
_PLACE = rf"(?:{_TWO_WORD_PLACES}|[A-Z][\w.’'-]*)"
# "… in Kyiv and Moscow": a place goes on after "and" only where nothing but the end or a comma follows it.
_WHERE = re.compile(
    rf",?\s+(?:in|reporting from|reports from)\s+(?:the\s+)?{_PLACE}(?:(?:,\s+|,?\s+and\s+){_PLACE}(?=$|,|;))*"
)
_FOR = re.compile(r"\s+(?:for|of|–|—|-)\s+(?:the\s+)?[A-Z].*$")
_TITLES = re.compile(r"^(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir)\b\.?\s+)+", re.I)
_DEGREE = re.compile(r",?\s+(?:Ph\.?D|M\.?D|M\.?B\.?A|OBE|CBE)\.?$")
_FINAL_STOP = re.compile(r"(?<=[a-z]{3})\.$")
_SUFFIX = re.compile(r",?\s+(Jr\.?|Sr\.?|II|III|IV)$")
_STAFF = re.compile(r"\s+(?:staff(?: writer| reporter)?s?|correspondents?|reporters?)$", re.I)
_NOBODY = re.compile(
    r"(?:(?:our|the|a|own|newspaper|news|web|online|digital|guest|special|foreign|diplomatic|political|business|"
    r"sports?|world affairs|senior)\s+)*(?:staff|(?:staff\s+)?(?:writer|reporter|correspondent|editor|contributor)s?|"
    r"(?:news\s?)?desk|newsroom|agencies|news agencies|admin(?:istrator)?|unknown|anonymous|n/?a|none|redaktion|by)",
    re.I,
)
_ONE_WORD_AGENCIES = (
    "afp ap reuters dpa upi efe ansa tass interfax xinhua kyodo yonhap bloomberg pti ani ians anadolu apa ria"
)
_BROADCASTER = re.compile(r"(?:ABC|AFP|BBC|CBC|CBS|CNN|DW|ITV|NBC|NHK|NPR|PBS|RFI|RTÉ)\s")
_AGENCIES = frozenset(_ONE_WORD_AGENCIES.split())
_BODY = re.compile(
    r"^the\s|\b(?:agency|agence|agencia|agentur|associated|association|board|broadcasting|bureau|corporation|"
    r"department|desk|editors|foundation|group|institute|international|media|ministry|network|news|newsroom|"
    r"nachrichten|office|organi[sz]ation|party|press|presse|redaktion|service|society|team|times|tribune|"
    r"university|wire|committee|council|union|post|herald)\b",
    re.I,
)
_ROLE = re.compile(
    r"\b(?:correspondent|editor|reporter|writer|columnist|analyst|chief|producer|photographer|contributor|"
    r"journalist|staff|bureau)\b",
    re.I,
)
_INITIAL = re.compile(r"(?:[A-Z]\.)+|[A-Z]$")
_CAPITAL_PARTICLES = re.compile(r"(?:Van|Von|De|Du|Da|Di|Del|Della|La|Le|Der|Den|Ten|Ter|Bin|Ben|Abu|Al|El)$")
_HAN, _HANGUL = re.compile(r"[\u3400-\u9fff]{2,4}$"), re.compile(r"[\uac00-\ud7af]{2,4}$")
_HAN_FAMILIES = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許"
    "傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛"
)
_TWO_SIGN_FAMILIES = re.compile("欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|司徒|남궁|황보|제갈|선우|독고")
_SCOTTISH = re.compile(r"(Ma?c)([A-Z]{2,})$")
_INNER_CAPITAL = re.compile(r"\b(Mc|O['’])(\w)")


def parse_byline(authors: Iterable[str], *, source: str | None = None, language: str | None = None) -> tuple[Name, ...]:
    """The authors that printed bylines name, in order and without repeats.

    Places, roles, mail addresses and "Staff" are left out, and so is an author that is only the source's name.
    """
    names: list[Name] = []
    for byline in authors:
        pieces = _pieces(one_line(byline), language)
        found = [_name(piece, language) for piece in pieces if not (source and _is_of(piece, source))]
        if any(not name.literal for name in found):
            found = [name for name in found if not name.literal or _is_body(name.literal)]
        names += [name for name in found if name not in names and not (source and same_source(name.literal, source))]
    return tuple(names)


def _pieces(text: str, language: str | None) -> list[str]:
    """One piece of text for each author, with everything taken off that is no name."""
    if mailed := _ADDRESS_NAME.match(text):
        text = mailed[1]
    text = _WHERE.sub("", _without_lead(_NOISE.sub(" ", text).strip(), language))
    text = _AFTERWARDS.sub("", text)
    if also := _FOREIGN_AND.get((language or "").lower()[:2]):
        text = re.sub(rf",?\s+(?:{also})\s+", " & ", text)
    pieces = []
    for piece in (piece for part in _AND.split(text) for piece in _at_commas(part)):
        if _PICTURES.match(piece) or _HELPERS.match(piece) or any(character.isdigit() for character in piece):
            continue
        bare = _ROLE_BEFORE.sub("", _TITLES.sub("", _FOR.sub("", _LABEL.sub("", piece))))
        bare = _DEGREE.sub("", bare)
        bare = _FINAL_STOP.sub("", bare.strip(" ,:-–—"))
        if bare and not _NOBODY.fullmatch(bare):
            pieces.append(bare)
    return pieces


def _without_lead(text: str, language: str | None) -> str:
    lead = _FOREIGN_LEAD.get((language or "").lower()[:2])
    if lead and text[: len(lead) + 1].lower() == lead + " " and len(text.split()) > 2:
        return text[len(lead) :].strip()
    return _LEAD.sub("", text)


def _at_commas(part: str) -> list[str]:
    """The persons of a list without "and": "Doe, Jane" is one, "Jane Doe, Jan Berg" two, "Jane Doe, BBC" one."""
    pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
    if len(pieces) < 2:
        return pieces
    if _SUFFIX.fullmatch(" " + pieces[-1]):
        if len(pieces) == 3 and _is_turned(*pieces[:2]):
            return [part]
        return _at_commas(",".join([*pieces[:-2], f"{pieces[-2]} {pieces[-1]}"]))
    if len(pieces) == 2 and _is_turned(*pieces):
        return [part]
    persons = [piece for piece in pieces if " " in piece and not _ROLE.search(piece)]
    return [persons[0], *(piece for piece in persons[1:] if not _is_body(piece))] if persons else pieces


def _is_turned(family: str, given: str) -> bool:
    """Whether "family, given" is one person's name turned round."""
    if any(piece.casefold() in _AGENCIES or _BODY.search(piece) or _ROLE.search(piece) for piece in (family, given)):
        return False
    words = family.split()
    if len(given.split()) > 3 or (_is_body(family) and _is_body(given)):
        return False
    return len(words) == 1 or family.isupper() or all(word[:1].islower() for word in words[:-1])


def _name(piece: str, language: str | None) -> Name:
    if "," in piece:
        family, given, *rest = (part.strip() for part in piece.split(","))
        found = _SUFFIX.search(given)
        given = given[: found.start()] if found else given
        return make_name(_calm(family), _calm(given), suffix=rest[0] if rest else found[1] if found else "")
    if _HAN.match(piece) or _HANGUL.match(piece):
        return _east_asian(piece, language)
    without_role = _STAFF.sub("", piece)
    if " " not in without_role or _is_body(without_role):
        return Name(literal=without_role)
    piece = without_role
    found = _SUFFIX.search(piece)
    words = (piece[: found.start()] if found else piece).split()
    if len(words) > 2 and words[-1].casefold() in _AGENCIES:
        words.pop()
    return _person(words, found[1] if found else "")


def _person(words: list[str], suffix: str) -> Name:
    if len(words) == 1:
        return make_name(_calm(words[0]), "", suffix=suffix)
    if len(words) == 2 and _INITIAL.fullmatch(words[1]) and not _INITIAL.fullmatch(words[0]):
        return make_name(_calm(words[0]), words[1], suffix=suffix)
    calm = [_calm(word, whole=all(word.isupper() for word in words)) for word in words]
    first = len(words) - 1
    if _is_shouted(words[-1]) and not _is_shouted(words[0]):
        first = [_is_shouted(word) for word in words].index(True)
    while first > 1 and (words[first - 1][:1].islower() or _CAPITAL_PARTICLES.match(calm[first - 1])):
        first -= 1
    return make_name(" ".join(calm[first:]), " ".join(calm[:first]), suffix=suffix)


def _east_asian(piece: str, language: str | None) -> Name:
    """Family name first where the first sign is a known family name; whole where that is not known."""
    if _TWO_SIGN_FAMILIES.match(piece) and len(piece) > 2:
        return Name(family=piece[:2], given=piece[2:])
    known = _HANGUL.match(piece) or (piece[0] in _HAN_FAMILIES and not (language or "").startswith("ja"))
    return Name(family=piece[0], given=piece[1:]) if known and len(piece) <= 3 else Name(literal=piece)


def _is_of(piece: str, source: str) -> bool:
    """Whether an author is only the source itself, or its staff."""
    staff = _STAFF.sub("", piece)
    if staff != piece and set(staff.casefold().split()) <= set(source.casefold().split()):
        return True
    return same_source(piece, source)


def _is_body(text: str) -> bool:
    if text.casefold() in _AGENCIES or _BODY.search(text) or _BROADCASTER.match(text):
        return True
    return " " not in text and text.isupper() and len(text) <= 5


def _is_shouted(word: str) -> bool:
    return len(word) > 2 and word.isupper() and "." not in word


def _calm(word: str, *, whole: bool = False) -> str:
    """A name set in capitals, with capitals only where names have them; `whole`: so is the whole name."""
    if found := _SCOTTISH.match(word):
        return found[1] + found[2].capitalize()
    short = whole and len(word) == 2 and any(letter in "AEIOUY" for letter in word)
    if not word.isupper() or "." in word or not (short or len(word) > 2):
        return word
    return _INNER_CAPITAL.sub(lambda found: found[1] + found[2].upper(), word.title())
