"""`kemitraan replay`: derive a kept result again, and say whether it still holds."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from classifier.case.model import Case
from classifier.cli.bilingual import Command, argument
from classifier.cli.inputs import STDIN
from classifier.cli.options import answer_option
from classifier.cli.run import Run, runs
from classifier.questions.kept import MAX_BYTES, InvalidResult, load_results
from classifier.questions.replay import OtherCase, replay
from classifier.result.document import Result, sha256_of
from classifier.words.language import message
from classifier.words.problems import names_of


@click.command(cls=Command, said="replay")
@argument("result", said="arg_result", required=True)
@argument("file", said="arg_file", required=True)
@answer_option
@runs
def command(run: Run, *, result: str) -> None:
    """Derive a kept result again."""
    run.keep(result, run.file)
    try:
        kept = load_results(
            sys.stdin.buffer.read(MAX_BYTES + 1) if result == STDIN else Path(result)
        )
    except InvalidResult as invalid:
        run.fail(invalid.problems)
    case = run.case(run.file)
    try:
        answer = replay(_chosen(kept, case), case, run.rulebook)
    except OtherCase as other:
        run.refuse(other, result)
    run.tell("replay", answer, case)
    run.context.exit(0 if answer.same else 1)


def _chosen(kept: tuple[Result, ...], case: Case) -> Result:
    """The result of the case; of several, one that was made of this very case, else the first.

    Raises `OtherCase` if none of several is of the case.
    """
    if len(kept) == 1:
        return kept[0]
    fitting = [one for one in kept if one.case.id == case.id]
    if not fitting:
        known = names_of(dict.fromkeys(one.case.id for one in kept))
        what = message("replay.not_in_list", case=case.id)
        raise OtherCase(what, message("replay.in_list", cases=known))
    digest = sha256_of(case)
    return next((one for one in fitting if one.case.sha256 == digest), fitting[0])
