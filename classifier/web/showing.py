"""The views of the page: each question of the library, answered as HTML in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from classifier.language import Language, Text
from classifier.questions.ask import AskAnswer, Reply, ask
from classifier.questions.compare import CompareAnswer, compare
from classifier.questions.exercise import Question, exercise, key
from classifier.questions.flip import Way, flip
from classifier.questions.playing import played
from classifier.questions.subject import Subject, subjects_of
from classifier.questions.tallying import tally
from classifier.questions.why import why
from classifier.render import compare as compare_lines
from classifier.render import flip as flip_lines
from classifier.render import why as why_lines
from classifier.render.answers import answer_lines, key_lines
from classifier.render.ask import end_of
from classifier.render.exercise import MARKED, dimension_lines, opening_lines, task_lines
from classifier.render.html import html_of_passages
from classifier.render.lines import Line, coded_in
from classifier.render.links import Links
from classifier.render.passages import passages
from classifier.render.playing import played_lines
from classifier.render.voices import source_of
from classifier.rulebook import Pattern
from classifier.web.asked import Inquiry
from classifier.web.bilingual import both
from classifier.web.cards import cards_of
from classifier.web.gallery import titles
from classifier.web.points import groups_of
from classifier.web.views import view

SIDES = compare_lines.MARKS
FIRST = 8
"""So many questions are shown at once; the others are a click away."""
TRIED = 5
"""So many ways of a flip are offered to be tried."""


def case(asked: Inquiry) -> Markup:
    """The case: its facts by dimension, and the verdicts."""
    subject = asked.elsewhere
    about = asked.coded.about()
    sources = asked.case.sources.items()
    return view(
        "case.html",
        title=about.case.title or Text(about.case.id, about.case.id),
        summary=about.case.summary,
        reference=about.case.reference,
        relations=list(_relations(asked)),
        groups=groups_of(subject),
        sources=[(name, source_of(one, asked.case.actors)) for name, one in sources],
        verdicts=verdicts(asked),
    )


@dataclass(frozen=True, slots=True)
class Relating:
    """A relation that may be chosen."""

    between: tuple[str, str]
    period: str | None
    says: Text
    chosen: bool


def _relations(asked: Inquiry) -> Iterator[Relating]:
    """Every relation of a case; those of one pair are told apart by their periods alone."""
    several = subjects_of(asked.case, asked.rulebook)
    one_pair = len({one.relation.actors for one in several}) == 1
    chosen = asked.coded.relation
    for subject in several:
        between, period = subject.relation.actors, subject.relation.period
        says = subject.about().says
        if one_pair and period is not None:
            says = asked.case.periods[period].label
        is_chosen = (between, period) == (chosen.actors, chosen.period)
        yield Relating(between, period, says, is_chosen)


def verdicts(asked: Inquiry) -> Markup:
    """The verdicts with their reasons, and how the game stands."""
    cards = cards_of(asked.coded, asked.now, drawn=asked.question.graphs)
    goal = asked.question.goal
    return view("verdicts.html", cards=cards, goal=goal, game=goal and _game(asked, goal))


def _game(asked: Inquiry, goal: str) -> Markup:
    lines = played_lines(played(asked.elsewhere, goal, asked.changes), fewest=False)
    return said(_body(lines))


def why_not(asked: Inquiry) -> Markup:
    """Why a pattern is the verdict, or what stands in its way."""
    answer = why(asked.now, asked.question.pattern)
    return said(_body(why_lines.lines_of(answer)))


def smallest(asked: Inquiry) -> Markup:
    """The smallest changes that lead to a verdict, each to be tried."""
    afresh = asked.question.afresh
    answer = flip(asked.elsewhere if afresh else asked.now, asked.question.to)
    (one,) = answer.flips
    ways = [_way(way) for way in one.ways[:TRIED]]
    lines = list(_body(flip_lines.lines_of(answer, all_ways=True)))
    head = 1 + next(n for n, line in enumerate(lines) if line.kind == "point")
    return view(
        "flip.html", head=said(lines[:head]), rest=said(lines[head:]), ways=ways, afresh=afresh
    )


@dataclass(frozen=True, slots=True)
class Trying:
    """Changes that may be tried in one step."""

    put: list[str]
    unset: list[str]
    says: list[tuple[Text, bool]]
    leads_to: Text


def _way(way: Way) -> Trying:
    left_out = {s: p.unset for p in way.proposals for s in p.statements}
    words = {s: p for p in way.proposals for s in p.statements}
    return Trying(
        put=[one for one in way.example if not left_out[one]],
        unset=[one for one in way.example if left_out[one]],
        says=[(words[one].says, left_out[one]) for one in way.example],
        leads_to=way.leads_to.says,
    )


def to_ask(asked: Inquiry) -> Markup:
    """What to ask next, most telling first."""
    answer = ask(asked.now)
    return view(
        "ask.html",
        relation=answer.about.says,
        open=str(answer.open),
        questions=[_question(answer, place) for place in range(len(answer.questions))],
        first=FIRST,
    )


def _question(answer: AskAnswer, place: int) -> dict[str, object]:
    question = answer.questions[place]
    return {
        "asks": question.asks,
        "term": coded_in(question.indicator),
        "statements": question.statements,
        "alone": question.alone,
        "replies": [
            {
                "statement": reply.statement,
                "label": reply.label,
                "changes": [end_of(one, answer.now) for one in reply.changes],
            }
            for reply in _plain(question.replies)
        ],
    }


def _plain(replies: tuple[Reply, ...]) -> list[Reply]:
    """Without those that name somebody where the value alone leads to the same."""
    plain = {(one.value, one.changes, one.open) for one in replies if one.named is None}
    return [r for r in replies if r.named is None or (r.value, r.changes, r.open) not in plain]


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
    typology = asked.question.typology
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
    lines = _body(answer_lines(answers, one, counted if counted.total else None, counts=False))
    return view("revealed.html", bars=bars, total=counted.total, said=said(lines))


def compared(asked: Inquiry) -> Markup:
    """Two relations side by side."""
    now, other = asked.now, asked.other
    if other is None:
        return view("compare.html", others=titles(), compared=False)
    answer = compare(now, other)
    sides = [
        {
            "mark": mark,
            "title": one.case.title or Text(one.case.id, one.case.id),
            "relation": one.says,
            "verdicts": [*subject.outcomes().values()],
        }
        for mark, one, subject in zip(
            SIDES, (answer.first, answer.second), (now, other), strict=True
        )
    ]
    made, everything = (_difference(answer, everything=of) for of in (False, True))
    return view(
        "compare.html",
        others=titles(),
        compared=True,
        sides=sides,
        said=made,
        everything=everything,
    )


def _difference(answer: CompareAnswer, *, everything: bool) -> Markup:
    """What made the difference, below the names of the two that the page shows."""
    lines = _body(compare_lines.lines_of(answer, everything=everything))
    return said(line for line in lines if not (line.kind == "label" and line.mark in SIDES))


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


def said(lines: Iterable[Line], *, deeper: int = 0) -> Markup:
    """Lines as paragraphs and lists in both languages, every term leading to its definition."""
    several = [line for line in lines if not line.command]

    def write(language: Language) -> str:
        return html_of_passages(passages(several, language), Links(terms=True, deeper=deeper))

    return both(write)


def _body(lines: Iterable[Line]) -> Iterator[Line]:
    """Without the head that says which relation it is, which the page shows already."""
    return (line for line in lines if line.kind not in ("title", "under", "heading"))
