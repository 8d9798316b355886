"""Training on the page: what a room is given, its votes and the answers, a game, a handout."""

from __future__ import annotations

from markupsafe import Markup

from classifier.explain.answers import answer_lines, key_lines
from classifier.explain.exercise import MARKED, dimension_lines, opening_lines, task_lines
from classifier.explain.playing import played_lines
from classifier.questions.subject import Subject
from classifier.questions.training.exercise import Question, exercise, key
from classifier.questions.training.playing import played
from classifier.questions.training.tallying import tally
from classifier.rulebook.model import Pattern
from classifier.web.asked import Inquiry
from classifier.web.bilingual import said, without_head
from classifier.web.views import view


def to_predict(asked: Inquiry) -> Markup:
    """An exercise: what a room is given, and the votes it is asked for."""
    given = exercise(asked.coded)
    lines = [line for line in opening_lines(given) if line.kind not in ("title", "under")]
    for dimension in given.dimensions:
        lines += dimension_lines(dimension)
    goals = [
        (one.label, [(f"{one.typology}/{p.id}", p.label) for p in _patterns(asked.coded, one)])
        for one in given.questions
    ]
    return view("exercise.html", task=said(lines, deeper=1), questions=given.questions, goals=goals)


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
            "sign": MARKED[count.mark],
            "share": f"{100 * count.votes / counted.total:.0f}%",
        }
        for count in counted.counts
        if counted.total and (count.votes or count.mark == "right")
    ]
    lines = without_head(
        answer_lines(answers, one, counted if counted.total else None, counts=False)
    )
    return view("revealed.html", bars=bars, total=counted.total, said=said(lines))


def handout(asked: Inquiry) -> Markup:
    """A page to print: the case and the questions, with or without the answers."""
    every, typology = exercise(asked.now), asked.question.typology
    given = exercise(asked.now, typology=typology) if typology else every
    lines = list(task_lines(given))
    if asked.question.answers:
        lines += key_lines(key(asked.now, typology=typology))
    return view(
        "handout.html",
        said=said(lines, deeper=1),
        answers=asked.question.answers,
        typologies=[(one.typology, one.label) for one in every.questions],
        chosen=typology,
    )


def game(asked: Inquiry, goal: str) -> Markup:
    """How far a room has come; how few changes would do is told once it is there."""
    lines = played_lines(played(asked.elsewhere, goal, asked.changes), fewest=False)
    return said(without_head(lines))
