"""`tidewire pipelines`: what can find entities here, which is used for what and why, and spaCy's download of more."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from reader.cli.options import Command, global_options, pass_session
from reader.cli.session import Session, tell

if TYPE_CHECKING:
    from reader.entities.plan import Plan
    from reader.model.pipeline import Pipeline


@click.group("pipelines", params=global_options(), invoke_without_command=True)
@pass_session
@click.pass_context
def pipelines(ctx: click.Context, session: Session) -> None:
    """List the pipelines that find entities: which is used for which language, and why.

    The choice is made in the configuration: [annotate] pipeline = "NAME", or the path of a folder.
    """
    if ctx.invoked_subcommand is None:
        _list(session)


def _list(session: Session) -> None:
    from reader.annotator.pipelines import load_pipeline
    from reader.cli.output import say, say_json
    from reader.entities import installed

    wanted = session.recogniser or session.load_config().pipeline
    loaded = load_pipeline(session.recogniser, wanted)  # what a pipeline is worth shows only when it is loaded
    known = {each.name: each for each in [installed.embedded(), *installed.packages(), *_named(wanted)]}
    for each in known.values():
        if session.json:
            say_json(_fields(each, loaded.plan, loaded.broken))
        else:
            say(_lines(each, loaded.plan, loaded.broken))
    for notice in loaded.notices:
        tell(notice)


def _named(wanted: str | None) -> list[Pipeline]:
    """The pipeline of the configuration, which may be in a folder."""
    from reader.entities import installed
    from reader.errors import PipelineError

    try:
        return [installed.find(wanted)] if wanted else []
    except PipelineError:
        return []


def _fields(pipeline: Pipeline, plan: Plan, broken: Mapping[str, str]) -> dict[str, Any]:
    problem = pipeline.problem or broken.get(pipeline.ident)
    reads = plan.reads(pipeline)
    return {
        "name": pipeline.name,
        "version": pipeline.version,
        "lang": pipeline.lang,
        "labels": list(pipeline.labels),
        "origin": pipeline.origin.value,
        "compatible": problem is None,
        "problem": problem,
        "used": bool(reads),
        "used_for": reads,
        "why": plan.why.get(pipeline.name) if reads else None,
    }


def _lines(pipeline: Pipeline, plan: Plan, broken: Mapping[str, str]) -> str:
    from reader.cli.output import column, wrapped

    fields = _fields(pipeline, plan, broken)
    mark = "*" if fields["used"] else "!" if fields["problem"] else " "
    head = f"{mark} {column(pipeline.name, 28)} {pipeline.version:<9} {pipeline.lang:<4} "
    state = "fits, not used"
    if fields["used"]:
        state = f"used for {_languages(fields['used_for'])}: {fields['why']}"
    elif fields["problem"]:
        state = fields["problem"]
    details = [state, *([" ".join(pipeline.labels)] if pipeline.labels else [])]
    return "\n".join([head.rstrip(), *(wrapped(line, indent=4) for line in details)])


def _languages(codes: list[str]) -> str:
    names = {"en": "English", "xx": "languages that have no other"}
    return ", ".join(names.get(code, code) for code in codes)


@pipelines.command(cls=Command)
@click.argument("name")
@pass_session
def install(session: Session, name: str) -> None:
    """Let spaCy download the pipeline NAME and install it beside Tidewire; it needs a network.

    en_core_web_lg and en_core_web_trf find most in English; de_core_news_sm, fr_core_news_sm and their like read other
    languages.
    """
    from reader.annotator.download import check_name, download
    from reader.ingest.clean import clean_line

    name = clean_line(name)
    check_name(name)
    if sys.stderr.isatty():
        session.note(f"Downloading {name}; this may take some minutes …")
    download(name)
    session.note(f"{name} is installed; `tidewire pipelines` says what it is used for.")
    session.note("`tidewire annotate --again` annotates with it what another pipeline did.")
