"""Rules for what can be told from the name itself: products, places, people, datelines, kinds of things."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.entities.lexicon import Kind
from reader.entities.rules.page import Page, Taken, beside_capital, claim, tidy
from reader.entities.truecase import is_small_word
from reader.model.entity import Label, Mention

_SERIES = re.compile(
    r"(?<![\w-])(?!(?:CO|COP|COVID|D|G|I|K|L|MI|NH|O|PM|U|UN)-|H-[12][A-Z]?\b)"
    r"(?:[A-Z]{1,4}|MiG|Su|Tu|Il|An|Yak|Ka|Mi|Kh|Be)-\d{1,4}[A-Za-z]{0,3}(?![\w+-]|\.\d)"
)
_MAKERS = "Boeing|Airbus|Embraer|Bombardier|Cessna|Antonov|Tupolev|Ilyushin|Fokker|Sukhoi|Gulfstream|ATR"
_AIRCRAFT = re.compile(
    rf"(?<![\w-])(?:(?:{_MAKERS})\s(?=[A-Z]{{0,3}}-?\d)[A-Z]{{0,3}}-?\d{{2,4}}(?:-\d{{1,3}})?[a-z]{{0,3}}"
    r"|7[0-8]7(?=\s(?:MAX|Max)\b)|A3[0-9]0(?:neo)?|A22[01]|A32[01](?:neo)?)"
    r"(?:\s(?:MAX|Max|Dreamliner|Superjet)(?:\s\d{1,2})?)?s?(?!\w)"
)
_HINTS = (*_MAKERS.split("|"), "MAX", "Max", "A3", "A22")  # without one of which there is no aircraft
_NUMBERED = re.compile(r"-\d")  # without which there is no series
_STEADY = frozenset({Label.EVENT, Label.LAW, Label.WORK_OF_ART})


def products(page: Page, mentions: list[Mention]) -> list[Mention]:
    """Letters, a hyphen and digits (S-400, F-35A, MiG-29) and aircraft by maker or number are products."""
    found = mentions
    if _may_hold(page.text, _HINTS):
        found = _as_products(page, found, _AIRCRAFT)
    if _NUMBERED.search(page.text):
        found = _as_products(page, found, _SERIES)
    return found


def _as_products(page: Page, mentions: list[Mention], pattern: re.Pattern[str]) -> list[Mention]:
    new = [Mention(*match.span(), Label.PRODUCT) for match in pattern.finditer(page.text)]
    return tidy(page, claim(mentions, new, _STEADY))


_CAPITAL_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ](?<![\w-].)\w*(?:\.[A-Z])*(?:-[A-Z]\w+)*")
_NATION = Kind.COUNTRY | Kind.DEMONYM
_PARTISAN = frozenset({"Polish", "Orthodox", "Liberal", "Conservative", "Labour", "Democratic", "Western"})


def known_places(page: Page, mentions: list[Mention]) -> list[Mention]:
    """A country or a people that stands alone and unmarked is marked."""
    taken = Taken(mentions)
    found = list(mentions)
    for match in _CAPITAL_WORD.finditer(page.text):
        kind = page.kind(match.group())
        if not kind & _NATION or kind & Kind.COMMON or match.group() in _PARTISAN:
            continue
        if not taken.covers(*match.span()) and not beside_capital(page.text, *match.span()):
            found.append(Mention(*match.span(), Label.GPE if kind & Kind.COUNTRY else Label.NORP))
    return found


_POSSESSIVE_LINK = re.compile(r"['’]s?\s+(?=[A-Z])")
_SURNAME = re.compile(r"[A-Z][\w-]+")
_OTHER_THAN_SURNAME = ~(Kind.LAST | Kind.FIRST)


def possessed(page: Page, mentions: list[Mention]) -> list[Mention]:
    """ "Turkey’s Erdogan": after the possessive of a country, a known surname alone is a person."""
    taken = Taken(mentions)
    found = list(mentions)
    for mention in mentions:
        link = _POSSESSIVE_LINK.match(page.text, mention.end)
        name = link and _SURNAME.match(page.text, link.end())
        if mention.label is not Label.GPE or not name or taken.covers(*name.span()):
            continue
        kind = page.kind(name.group())
        follows = re.match(r"\s[A-Z]", page.text[name.end() : name.end() + 2])
        if kind & Kind.LAST and not kind & _OTHER_THAN_SURNAME and not follows:
            found.append(Mention(*name.span(), Label.PERSON))
    return found


_DATELINE = re.compile(
    r"^([A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3})"
    r"(?:,[^\n—–(-]{2,30})?(?: \([^()\n]{2,40}\))? ?(?:[—–]|--? )",
    re.MULTILINE,
)


def datelines(page: Page, mentions: list[Mention]) -> list[Mention]:
    """What stands in capitals before the dash that opens a report is the place it was sent from."""
    new = [
        Mention(*match.span(1), Label.GPE)
        for match in _DATELINE.finditer(page.text)
        if not any(page.kind(word) & (Kind.COMMON | Kind.ORG) for word in match.group(1).split())
    ]
    return claim(mentions, new)


_LAST_WORDS = {
    Label.EVENT: "Fire War Games Olympics Marathon Revolution Uprising Championships Prix Hurricane",
    Label.LAW: "Act Treaty Accord Accords Protocol Amendment Constitution",
    Label.FAC: "Airport Bridge Stadium Highway Boulevard Avenue Prison Tunnel Dam Cathedral Arena Tower Road",
    Label.LOC: "Sea Ocean River Peninsula Strait Mountains Desert Delta Valley Canyon Gorge",
    Label.ORG: "University Institute Ministry Commission Committee Agency Corporation Corp. Ltd Inc. Association "
    "Federation Authority Department Laboratory Airlines Organization Organisation Bancorp Bancshares Holdings "
    "Securities Industries Technologies Pharmaceuticals Therapeutics Semiconductor Semiconductors Motors Airways "
    "Railways Partners Syndicate",
}
_FIRST_WORDS = {
    Label.FAC: "Highway Interstate Route",
    Label.EVENT: "Hurricane Typhoon Cyclone Operation",
    Label.LOC: "Lake Mount",
}
_BY_LAST = {word: label for label, words in _LAST_WORDS.items() for word in words.split()}
_BY_FIRST = {word: label for label, words in _FIRST_WORDS.items() for word in words.split()}
_BY_PHRASE = {
    Kind.ORG_PHRASE: Label.ORG,
    Kind.PRODUCT: Label.PRODUCT,
    Kind.WORK: Label.WORK_OF_ART,
    Kind.EVENT: Label.EVENT,
    Kind.LAW: Label.LAW,
    Kind.SITE: Label.FAC,
}
_NO_GIVEN = Kind.CITY | Kind.COUNTRY | Kind.COMMON | Kind.ORG | Kind.TITLE | Kind.ORG_WORD | Kind.DEMONYM
_NO_SURNAME = Kind.COMMON | Kind.ORG_WORD | Kind.ORG | Kind.PRODUCT | Kind.TITLE


def kinds(page: Page, mentions: list[Mention]) -> list[Mention]:
    """A longer name is what it is known for, else what its last or first word says: a River, an Act, a Ministry."""
    return [Mention(each.start, each.end, _kind_of(page, each)) for each in mentions]


def _kind_of(page: Page, mention: Mention) -> Label:
    words = page.of(mention).split()
    if len(words) == 1 and mention.label is Label.PERSON and _is_town(page, words[0]):
        return Label.GPE
    if len(words) < 2 or (mention.label is Label.WORK_OF_ART and len(words) > 2):
        return mention.label
    phrase = page.words.phrase(words)
    by_word = _BY_PHRASE.get(phrase) if phrase else _BY_FIRST.get(words[0]) or _BY_LAST.get(words[-1])
    if by_word:
        return by_word
    doubtful = len(words) == 2 and mention.label in (Label.GPE, Label.LOC, Label.ORG)
    return Label.PERSON if doubtful and _is_full_name(page, words) else mention.label


def _is_town(page: Page, word: str) -> bool:
    """Whether a word is a town's name, and the article once says that something is in it."""
    kind = page.kind(word)
    town = kind & Kind.CITY and not kind & (Kind.FIRST | Kind.LAST | Kind.COMMON)
    return bool(town) and re.search(rf"\b[Ii]n {re.escape(word)}\b", page.text) is not None


def _is_full_name(page: Page, words: list[str]) -> bool:
    given, last = page.kind(words[0]), page.kind(words[1])
    return bool(given & Kind.FIRST and not given & _NO_GIVEN and not last & _NO_SURNAME) and not page.words.phrase(
        words
    )


_LINK = re.compile(r"(?:&|\b(?:von|van|der|den|de|del|della|di|la|al|bin|ibn|ter|zu))$")


def joined(page: Page, mentions: list[Mention]) -> list[Mention]:
    """ "Ursula von der" and "Leyen", "Marlow &" and "Tate", "African" and "American" are one name each."""
    found: list[Mention] = []
    for mention in mentions:
        last = found[-1] if found else None
        if last and mention.start == last.end + 1 and _belong(page, last, mention):
            found[-1] = Mention(last.start, mention.end, last.label)
        elif not last or mention.start >= last.end:
            found.append(_with_partner(page, mention))
    return found


_PARTNER = re.compile(r"(?<=&) [A-Z][\w’'-]*\w")


def _with_partner(page: Page, mention: Mention) -> Mention:
    """ "Procter &" goes on to Gamble."""
    partner = _PARTNER.match(page.text, mention.end)
    return Mention(mention.start, partner.end(), mention.label) if partner else mention


def _belong(page: Page, one: Mention, two: Mention) -> bool:
    origin = one.label is two.label is Label.NORP and page.of(two).startswith("American")
    return origin or bool(_LINK.search(page.text, one.start, one.end))


_DOUBTED = frozenset({Label.PERSON, Label.GPE, Label.LOC, Label.FAC})
_SENTENCE_START = re.compile(r"(?:^|[\n.!?:—]\s?|[\"“”‘]|\s-\s)$")


def openers(page: Page, mentions: list[Mention]) -> list[Mention]:
    """A common word that has its capital from the sentence's beginning only is no person and no place."""
    inside = {page.of(each) for each in mentions if not _opens_sentence(page, each)}
    return [each for each in mentions if page.of(each) in inside or not _is_plain(page, each)]


def _is_plain(page: Page, mention: Mention) -> bool:
    name = page.of(mention)
    kind = page.kind(name)
    known = kind & (Kind.COUNTRY | Kind.DEMONYM | Kind.FIRST)
    return mention.label in _DOUBTED and not name.isupper() and not known and is_small_word(name.lower(), page.words)


def _opens_sentence(page: Page, mention: Mention) -> bool:
    return bool(_SENTENCE_START.search(page.text, max(0, mention.start - 4), mention.start))


_TYPE_WORDS = re.compile(r"(?:\s[a-z][a-z-]*)+$")


def type_words(page: Page, mentions: list[Mention]) -> list[Mention]:
    """What a product is stays outside its name: S-400 missiles."""
    found = []
    for mention in mentions:
        after = _TYPE_WORDS.search(page.text, mention.start, mention.end) if mention.label is Label.PRODUCT else None
        found.append(Mention(mention.start, after.start(), mention.label) if after else mention)
    return found


_FURNITURE = re.compile(
    r"(?i)(?:(?:world|business|sports?|local|national|international|breaking|top|latest|daily|more|asia|us)\s)?"
    r"(?:news(?:letters?|room| in brief)?|headlines|stories|live updates?|opinion|editorial|analysis|read more|"
    r"letters to the editor|related(?: stories| articles)?|see also|advertisement|sponsored|subscribe|sign (?:in|up)|"
    r"share this|photo|file photo|video|watch|business|sports?|politics|technology|science|health|culture|lifestyle|"
    r"travel|weather|markets|entertainment|comment|state|world|today|yesterday|tomorrow|this week|last week|"
    r"correction|update|exclusive|breaking|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)"
)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)@\w+|&#?\w+;")
_LINE = re.compile(r"[^\n]{1,300}$", re.MULTILINE)
_IN_ADDRESSES = ("@", "://", "www.", "&")  # without one of which there is none; looking for these is much quicker
_SIGNS = "{}[]=<>_\\|;"
_SIGN = re.compile(f"[{re.escape(_SIGNS)}]")
_BRACKETS = re.compile(r"[()]")


def furniture(page: Page, mentions: list[Mention]) -> list[Mention]:
    """Section names, "Read more" and days are no entities; nor are addresses, handles and names in source code."""
    matches = list(_ADDRESS.finditer(page.text)) if _may_hold(page.text, _IN_ADDRESSES) else []
    if _may_hold(page.text, _SIGNS) and len(_SIGN.findall(page.text)) > 1:
        matches += [line for line in _LINE.finditer(page.text) if _is_code(line.group())]
    unfit = Taken(sorted(Mention(*match.span(), Label.ORG) for match in matches))
    return [
        mention
        for mention in mentions
        if not _FURNITURE.fullmatch(page.text, mention.start, mention.end)
        and not unfit.covers(mention.start, mention.end)
    ]


def _may_hold(text: str, signs: Iterable[str]) -> bool:
    return any(map(text.__contains__, signs))


def _is_code(line: str) -> bool:
    """Whether a line has more programming signs than prose would: one in twenty characters, two of them no brackets."""
    signs = len(_SIGN.findall(line))
    return signs > 1 and (signs + len(_BRACKETS.findall(line))) * 20 > len(line)
