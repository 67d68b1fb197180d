"""Which language a text is in: by its script, by its small words, by what its publisher says."""

import pytest

from reader.entities.language import is_english, language_of, subtag

ENGLISH = "The minister said on Monday that the talks would go on until an agreement had been reached by all of them. "
TEXTS = {
    "en": ENGLISH,
    "de": "Der Minister sagte am Montag, dass die Gespräche weitergehen, bis sich alle auf eine Lösung einig sind. ",
    "fr": "Le ministre a dit lundi que les discussions se poursuivront dans la capitale avec une partie des élus. ",
    "es": "El ministro dijo el lunes que las conversaciones seguirán en la capital hasta que se llegue a un acuerdo. ",
    "it": "Il ministro ha detto che i colloqui della settimana non sono finiti e che si va avanti con la riforma. ",
    "pt": "O ministro disse que as conversas não foram concluídas e que os deputados vão para a capital com ele. ",
    "nl": "De minister zei dat het overleg van maandag niet is afgerond en dat er nog een dag voor is nodig. ",
    "sv": "Ministern sade att samtalen inte är klara och att det finns en dag till för dem som vill vara med. ",
    "nb": "Statsråden sa at samtalene ikke er ferdige og at det er en dag til for dem som vil være med på dette. ",
    "da": "Ministeren sagde, at samtalerne ikke er færdige, og at der er en dag til for dem, der vil være med af. ",
    "pl": "Minister powiedział, że rozmowy nie są zakończone i że się jeszcze w tym roku do nich wróci po wyborach. ",
    "fi": "Ministeri sanoi, että neuvottelut eivät ole ohi ja että hän on mukana myös silloin kun ne jatkuvat taas. ",
    "ru": "Министр сказал, что переговоры не закончены и что они будут продолжены на этой неделе в столице страны. ",
    "uk": "Міністр сказав, що переговори не завершено і що вони будуть продовжені на цьому тижні в столиці країни. ",
    "el": "Ο υπουργός είπε ότι οι συνομιλίες δεν έχουν τελειώσει και ότι θα συνεχιστούν στην πρωτεύουσα της χώρας. ",
    "zh": "部长星期一表示，会谈将继续进行，直到各方达成协议为止。",
    "ja": "大臣は月曜日、合意に達するまで協議を続けると述べた。",
    "ko": "장관은 월요일 합의에 이를 때까지 회담을 계속하겠다고 말했다.",
    "ar": "قال الوزير يوم الاثنين إن المحادثات ستستمر حتى التوصل إلى اتفاق.",
}


@pytest.mark.parametrize("lang", TEXTS)
def test_a_text_speaks_for_itself(lang: str) -> None:
    assert language_of("", TEXTS[lang] * 4) == lang
    assert language_of("", TEXTS[lang] * 4, "en") == lang, "whatever its publisher says"


@pytest.mark.parametrize(
    ("title", "text", "declared", "lang"),
    [
        ("Kanzler reist nach Paris", "", "de-AT", "de"),
        ("Kanzler reist nach Paris", "", "no", "nb"),
        ("Streit in der Union über die Rente", "", None, "de"),
        ("Le président de la République et les élus", "", None, "fr"),
        ("Talks in Paris", "", None, "en"),
        ("Nationals rally past Astros to win Washington's first World Series", "", None, "en"),
        ("What It’s Like to Fight Online Hate", "", None, "en"),
        ("北京", "", None, "zh"),
        ("", "", None, "en"),
        ("", "", "nonsense tag", "en"),
        ("🎉🎉 42 : 17", "…", "mul", "en"),
    ],
)
def test_a_short_one_is_believed_its_publisher_then_its_words(
    title: str, text: str, declared: str | None, lang: str
) -> None:
    assert language_of(title, text, declared) == lang


def test_source_code_is_in_no_language() -> None:
    code = "def load(path):\n    return json.loads(path.read_text())\n\nclass Reader(Base[int]):\n    x = {1: [2]}\n"
    assert language_of("", code * 5) == "und"
    assert language_of("", code * 5, "en") == "und"


def test_foreign_quotations_leave_an_english_text_english() -> None:
    assert language_of("", ENGLISH * 4 + TEXTS["de"] * 2) == "en"
    assert language_of("", ENGLISH * 4 + TEXTS["zh"] * 2) == "en"


def test_capitals_do_not_hide_a_language() -> None:
    assert language_of("", TEXTS["de"].upper() * 4) == "de"
    assert is_english(ENGLISH.upper() * 4)


@pytest.mark.parametrize(("tag", "code"), [("en-US", "en"), ("DE_at", "de"), ("nn", "nb"), ("", None), (None, None)])
def test_a_tag_is_read_by_its_first_part(tag: str | None, code: str | None) -> None:
    assert subtag(tag) == code
