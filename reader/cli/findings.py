"""What a look at one thing found, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass

from reader.cli.output import say, say_json


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `sound` is False where something should be done about it, which `advice` says."""

    check: str
    detail: str
    sound: bool = True
    advice: str = ""


def tell_finding(finding: Finding, *, as_json: bool) -> None:
    """Print a finding as soon as it is there."""
    if as_json:
        fields = {"check": finding.check, "ok": finding.sound, "detail": finding.detail}
        say_json(fields | ({"advice": finding.advice} if finding.advice else {}), flush=True)
        return
    say(f"{'ok' if finding.sound else '!!'}  {finding.check:<14}{finding.detail}", flush=True)
    if finding.advice:
        say(f"    {'':<14}→ {finding.advice}", flush=True)
