"""A dam that cracks, the valley below it, and a game of chess: articles of one event and of another."""

from cachekit import annotate, entity_id

from reader.store import outbox

DAM = (
    "The Orbel dam cracked on Monday and engineers opened its sluice gates. Below the dam, villages along the Orbel "
    "river were cleared. Engineers from Vantor Hydro said the sluice gates had held and the reservoir was falling."
)
DAM_LATER = (
    "Villagers returned to the Orbel valley after Vantor Hydro declared the dam safe. The reservoir behind the Orbel "
    "dam has fallen by nine metres since engineers opened the sluice gates."
)
CHESS = (
    "Mira Talvik won the candidates tournament with a rook endgame of ninety moves. The grandmaster drew her last "
    "round with the black pieces and will play for the chess title in spring."
)


def annotate_all(db, *names):
    known: dict[str, int] = {}
    for article_id in sorted(outbox.pending_ids(db, 1000)):
        (pending,) = outbox.load(db, [article_id])
        here = [name for name in names if name in pending.text]
        annotate(db, article_id, *((name, known.get(name)) for name in here))
        known |= {name: entity_id(db, name) for name in here}
