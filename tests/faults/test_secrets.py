"""How to sign in to a feed stands in the cache and the backups, which are their owner's alone, and nowhere else."""

import stat

from reader.library import Library
from reader.model.feed import Secret, Subscription
from tests.faults.ground import Ground
from tests.loopback import Loopback, Reply

SECRETS = ("sesame-open", "token-of-mine")


def test_no_log_and_no_message_holds_a_password(tmp_path):
    ground, server = Ground(tmp_path / "ground"), Loopback()
    try:
        server.pages |= {
            "/shut": Reply(status=401),
            "/broken": Reply(body=b"<rss><channel>"),
            "/gone": Reply(status=500),
        }
        with Library.open(ground.cache) as library:
            wanted = [Subscription(f"{server.base}{path}") for path in server.pages]
            secrets = (Secret("ada", SECRETS[0]), Secret(token=SECRETS[1]), Secret("ada", SECRETS[0]))
            for (feed_id, _), secret in zip(library.subscriptions.subscribe(wanted), secrets, strict=True):
                library.subscriptions.keep_secret(feed_id, secret)
        said = [
            ground.run(*command) for command in (["--debug", "reload"], ["feeds", "--errors", "--json"], ["doctor"])
        ]
        assert any("authorization" in headers for _, headers in server.asked)
    finally:
        server.close()
    assert not any(secret in told.out + told.err for told in said for secret in SECRETS)
    for file in (each for each in ground.state.rglob("*") if each.is_file()):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert file.parent.name == "backups" or not any(secret.encode() in file.read_bytes() for secret in SECRETS)
