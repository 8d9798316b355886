"""Training on the page: what a room is given, its votes and the answers, a game, a handout."""

from __future__ import annotations

from markupsafe import Markup

from classifier.explain.answers import answer_blocks, key_blocks
from classifier.explain.exercise import MARKED, dimension_blocks, opening_blocks, task_blocks
from classifier.explain.playing import played_blocks
from classifier.questions.subject import Subject
from classifier.questions.training.exercise import Question, exercise, key
from classifier.questions.training.playing import played
from classifier.questions.training.tallying import tally
from classifier.rulebook.model import Pattern
from classifier.web.asked import Inquiry
from classifier.web.bilingual import said, without_head
from classifier.web.views import view
from classifier.writers.blocks import MARKS


def to_predict(asked: Inquiry) -> Markup:
    """An exercise: what a room is given, and the votes it is asked for."""
    given = exercise(asked.coded)
    blocks = [one for one in opening_blocks(given) if one.kind not in ("title", "under")]
    for dimension in given.dimensions:
        blocks += dimension_blocks(dimension)
    goals = [
        (one.label, [(f"{one.typology}/{p.id}", p.label) for p in _patterns(asked.coded, one)])
        for one in given.questions
    ]
    return view(
        "exercise.html", task=said(blocks, deeper=1), questions=given.questions, goals=goals
    )


def _patterns(subject: Subject, question: Question) -> tuple[Pattern, ...]:
    return subject.rulebook.typologies[question.typology].patterns


def revealed(asked: Inquiry) -> Markup:
    """The answer to one question of an exercise, with how a room voted."""
    typology = asked.question.typology or ""
    given, answers = exercise(asked.coded, typology=typology), key(asked.coded, typology=typology)
    (one,) = answers.answers
    (counted,) = tally(given, answers, {one.typology: asked.question.votes}).questions
    bars = [
        {
            "label": count.label,
            "votes": count.votes,
            "mark": count.mark,
            "sign": MARKS[MARKED[count.mark]],
            "share": f"{100 * count.votes / counted.total:.0f}%",
        }
        for count in counted.counts
        if counted.total and (count.votes or count.mark == "right")
    ]
    blocks = without_head(
        answer_blocks(answers, one, counted if counted.total else None, counts=False)
    )
    return view("revealed.html", bars=bars, total=counted.total, said=said(blocks))


def handout(asked: Inquiry) -> Markup:
    """A page to print: the case and the questions, with or without the answers."""
    every, typology = exercise(asked.now), asked.question.typology
    given = exercise(asked.now, typology=typology) if typology else every
    blocks = list(task_blocks(given))
    if asked.question.answers:
        blocks += key_blocks(key(asked.now, typology=typology))
    return view(
        "handout.html",
        said=said(blocks, deeper=1),
        answers=asked.question.answers,
        typologies=[(one.typology, one.label) for one in every.questions],
        chosen=typology,
    )


def game(asked: Inquiry, goal: str) -> Markup:
    """How far a room has come; how few changes would do is told once it is there."""
    blocks = played_blocks(played(asked.elsewhere, goal, asked.changes), fewest=False)
    return said(without_head(blocks))
