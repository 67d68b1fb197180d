"""Texts that do not say in which encoding they are, or say it wrongly."""

from __future__ import annotations

import pytest

from reader.ingest.charset import decoded, encoding_of
from reader.ingest.feed import parse_feed
from reader.ingest.fulltext import article_on
from reader.ingest.opml import parse_opml
from reader.ingest.seed import parse_seed

SAID = {
    "cp1252": "Le président a annoncé hier que la réforme sera présentée à l’Assemblée avant l’été. « Non », dit-il.",
    "cp1250": "Rząd zapowiedział, że nowa ustawa wejdzie w życie w przyszłym roku. Łódź i Kraków otrzymają pieniądze.",
    "cp1251": "Президент подписал закон о бюджете на следующий год. Жители Москвы заметят изменения уже весной.",
    "koi8-r": "Президент подписал закон о бюджете на следующий год. Жители Москвы заметят изменения уже весной.",
    "cp1253": "Η κυβέρνηση ανακοίνωσε νέα μέτρα για την οικονομία. Οι πολίτες περιμένουν ώς τον Ιανουάριο.",
    "cp1254": "Cumhurbaşkanı dün yaptığı konuşmada yeni düzenlemenin gelecek yıl yürürlüğe gireceğini söyledi.",
    "shift_jis": "政府は月曜日、来年度の予算案を閣議決定した。首相は記者会見で、教育への支出を増やすと述べた。",
    "euc-jp": "政府は月曜日、来年度の予算案を閣議決定した。首相は記者会見で、教育への支出を増やすと述べた。",
    "gb18030": "政府周一宣布了新的经济措施。部长表示，这些变化将从明年一月开始生效。北京和上海的居民正在等待。",
    "big5": "政府週一宣布了新的經濟措施。部長表示，這些變化將從明年一月開始生效。臺北和高雄的居民正在等待。",
    "euc-kr": "정부는 월요일 내년도 예산안을 발표했다. 장관은 교육 지출이 늘어날 것이라고 말했다.",
}


def _feed(said: str, declaration: str = "") -> str:
    return (
        f'{declaration}<rss version="2.0"><channel><title>t</title><item><title>{said}</title></item></channel></rss>'
    )


@pytest.mark.parametrize("name", SAID)
def test_feeds_pages_and_texts_that_declare_no_encoding(name: str):
    said = SAID[name]
    assert parse_feed(_feed(said).encode(name)).entries[0].title == said
    assert said in article_on(f"<html><title>t</title><body><p>{said}</p></body></html>".encode(name)).text
    assert parse_seed(said.encode(name)).text == said


@pytest.mark.parametrize("name", ["cp1251", "koi8-r", "euc-kr"])
def test_a_list_of_feeds_says_its_encoding(name: str):
    outline = f'<outline text="{SAID[name]}" xmlUrl="https://x.example/f"/>'
    listed = f'<?xml version="1.0" encoding="{name}"?><opml><body>{outline}</body></opml>'
    (feed,), _ = parse_opml(listed.encode(name))
    assert feed.title == SAID[name]


@pytest.mark.parametrize("declared", ["utf-8", "us-ascii", "iso-8859-5", "no-such-thing", "rot13", "utf-16"])
def test_a_declaration_that_cannot_be_true_is_passed_over(declared: str):
    declaration = f'<?xml version="1.0" encoding="{declared}"?>'
    data = _feed("これは日本語の新聞です。東京の天気は晴れ。", declaration).encode("shift_jis")
    assert parse_feed(data).entries[0].title == "これは日本語の新聞です。東京の天気は晴れ。"


def test_a_server_that_says_latin_1_of_everything_is_not_believed():
    data = _feed(SAID["cp1251"], '<?xml version="1.0" encoding="windows-1251"?>').encode("cp1251")
    assert parse_feed(data, content_type="text/xml; charset=ISO-8859-1").entries[0].title == SAID["cp1251"]
    said = "text/xml; charset=koi8-r"
    assert parse_feed(_feed(SAID["koi8-r"]).encode("koi8-r"), content_type=said).entries[0].title == SAID["koi8-r"]


def test_one_slip_does_not_spoil_the_letters_around_it():
    data = _feed("Zürich, Genève, Łódź: X", '<?xml version="1.0" encoding="utf-8"?>').encode().replace(b"X", b"\xe9t")
    assert parse_feed(data).entries[0].title.startswith("Zürich, Genève, Łódź: ")
    data = f"<meta charset=shift_jis><p>{SAID['shift_jis']}".encode("shift_jis") + b"\xff</p>"
    assert SAID["shift_jis"] in decoded(data)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cp1252", "The “café” – closed"),  # letters that Latin-1 has not
        ("cp932", "①②③"),
        ("cp949", "똠방각하"),
        ("gb18030", "朱镕基"),
    ],
)
def test_what_is_declared_may_be_the_smaller_sister_of_what_is_meant(name: str, said: str):
    declared = {"cp1252": "iso-8859-1", "cp932": "shift_jis", "cp949": "euc-kr", "gb18030": "gb2312"}[name]
    assert decoded(f'<meta charset="{declared}"><p>{said}'.encode(name)).endswith(said)
    data = _feed(said, f'<?xml version="1.0" encoding="{declared}"?>').encode(name)
    assert parse_feed(data).entries[0].title == said


def test_a_few_letters_beyond_ascii_are_those_of_western_europe():
    assert decoded("El Niño is back, says São Paulo".encode("cp1252")) == "El Niño is back, says São Paulo"
    assert encoding_of(b"\x80\xff" * 40) in ("cp1252", "gb18030", "cp932", "cp949")


def test_a_long_line_is_looked_at_up_to_the_middle_of_a_letter():
    said = SAID["gb18030"] * 1000
    assert all(decoded(before + said.encode("gb18030")).endswith(said) for before in (b"", b"x"))


def test_escapes_of_iso_2022_are_read_where_they_are_declared():
    assert decoded("<meta charset=iso-2022-jp><p>日本語".encode("iso-2022-jp")).endswith("日本語")
    assert decoded(b"<p>\x1b$B words") == "<p>\x1b$B words"


@pytest.mark.parametrize("name", ["cp037", "ibm500", "ebcdic-cp-us"])
def test_a_feed_of_a_mainframe_is_read(name: str):
    channel = "<channel><title>Brücke [1]</title></channel>"
    feed = f'<?xml version="1.0" encoding="{name}"?>\n<rss version="2.0">{channel}</rss>'
    assert parse_feed(feed.encode(name)).title == "Brücke [1]"
