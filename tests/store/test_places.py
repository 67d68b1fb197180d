"""Where one left off in each article."""

from reader.library import Library
from reader.model.article import ParsedArticle


def test_a_place_is_kept_changed_and_forgotten(path):
    library = Library.open(path)
    library.add([ParsedArticle("1", "Rain", "It rained."), ParsedArticle("2", "Snow", "It snowed.")])
    rain, snow = library.find_article("Rain").id, library.find_article("Snow").id
    assert library.places.of(rain) is None
    library.places.keep(rain, (40, 2))
    library.places.keep(rain, (80, 0))
    library.places.keep(snow, (3, 0))
    assert (library.places.of(rain), library.places.of(snow)) == ((80, 0), (3, 0))
    library.places.keep(rain, None)
    assert (library.places.of(rain), library.places.of(snow)) == (None, (3, 0))
    library.places.keep(9999, (1, 1))
    assert library.places.of(9999) is None
    library.close()
