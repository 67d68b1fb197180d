"""What an article names as far as its text alone tells: small, unchangeable, and the same in every process."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reader.entities.cluster import Cluster, Seen, Side
from reader.entities.known import entry
from reader.entities.names import PersonName
from reader.model.entity import AliasKind, Label, Mention

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
_SIDES = {side.value: side for side in Side}
_KINDS = {kind.value: kind for kind in AliasKind}
_LABELS = {label.value: label for label in Label}


@dataclass(frozen=True, slots=True)
class Gathered:
    """The clusters of an article, packed as JSON: three kB that may pass to another process or be kept for later."""

    packed: str

    @classmethod
    def of(cls, clusters: Iterable[Cluster]) -> Gathered:
        return cls(_ENCODER.encode([_plain(cluster) for cluster in clusters]))

    def clusters(self) -> list[Cluster]:
        """The clusters, new ones each time: whoever resolves them joins some. What stood around a mention is gone."""
        return [_cluster(*plain) for plain in json.loads(self.packed)]


def _plain(cluster: Cluster) -> tuple[object, ...]:
    return (
        cluster.side,
        None if cluster.known is None else cluster.known.name,
        cluster.apart,
        cluster.qualifier,
        cluster.keys,
        [(name.given, name.particles, name.family, name.suffix) for name in cluster.persons],
        [(*_span(seen.mention), seen.in_title, seen.core, seen.key) for seen in cluster.seen],
    )


def _span(mention: Mention) -> tuple[int, int, Label]:
    return mention.start, mention.end, mention.label


def _cluster(side: str, known: str | None, apart: bool, qualifier: str, keys: Any, persons: Any, seen: Any) -> Cluster:
    return Cluster(
        _SIDES[side],
        [Seen(Mention(start, end, _LABELS[label]), *rest) for start, end, label, *rest in seen],
        {key: _KINDS[kind] for key, kind in keys.items()},
        [PersonName(tuple(given), tuple(particles), *rest) for given, particles, *rest in persons],
        None if known is None else entry(known),
        apart,
        qualifier,
    )
