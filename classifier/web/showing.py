"""The views of the page: each question of the library, answered as HTML in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from classifier.explain import compare as compare_blocks
from classifier.explain import flip as flip_blocks
from classifier.explain import why as why_blocks
from classifier.explain.ask import end_of
from classifier.explain.voices import source_of
from classifier.explain.words import coded_in
from classifier.questions.ask import AskAnswer, ask
from classifier.questions.compare import CompareAnswer, compare
from classifier.questions.flip import SmallestSets, flip
from classifier.questions.subject import subjects_of
from classifier.questions.why import why
from classifier.web.asked import Inquiry
from classifier.web.bilingual import said, without_head
from classifier.web.cards import Pictures, cards_of
from classifier.web.gallery import titles
from classifier.web.points import groups_of
from classifier.web.training import game
from classifier.web.views import view
from classifier.words.language import Text

SIDES = compare_blocks.NAMES
FIRST = 8
"""So many questions are shown at once; the others are a click away."""
TRIED = 5
"""So many ways of a flip are offered to be tried."""


def case(asked: Inquiry) -> Markup:
    """The case: its facts by dimension, and the verdicts."""
    subject = asked.elsewhere
    about = asked.coded.about()
    sources = subject.case.sources.items()
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
    pictures = Pictures(asked.question.graphs, asked.question.language)
    cards = cards_of(asked.coded, asked.now, asked.elsewhere.case, pictures)
    goal = asked.question.goal
    return view("verdicts.html", cards=cards, goal=goal, game=goal and game(asked, goal))


def why_not(asked: Inquiry) -> Markup:
    """Why a pattern is the verdict, or what stands in its way."""
    answer = why(asked.now, asked.question.pattern)
    return said(without_head(why_blocks.blocks_of(answer)))


def smallest(asked: Inquiry) -> Markup:
    """The smallest changes that lead to a verdict, each to be tried."""
    afresh = asked.question.afresh
    answer = flip(asked.elsewhere if afresh else asked.now, asked.question.to)
    ways = [_way(way) for one in answer.flips for way in one.ways[:TRIED]]
    blocks = list(without_head(flip_blocks.blocks_of(answer, everything=True)))
    head = 1 + next(n for n, block in enumerate(blocks) if block.kind == "paragraph")
    return view(
        "flip.html", head=said(blocks[:head]), rest=said(blocks[head:]), ways=ways, afresh=afresh
    )


@dataclass(frozen=True, slots=True)
class Trying:
    """Changes that may be tried in one step."""

    put: list[str]
    unset: list[str]
    says: list[tuple[Text, bool]]
    leads_to: Text


def _way(way: SmallestSets) -> Trying:
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
            for reply in question.told
        ],
    }


def compared(asked: Inquiry) -> Markup:
    """Two relations side by side."""
    now, other, others = asked.now, asked.other, titles(asked.rulebook)
    if other is None:
        return view("compare.html", others=others, compared=False)
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
        others=others,
        compared=True,
        sides=sides,
        said=made,
        everything=everything,
    )


def _difference(answer: CompareAnswer, *, everything: bool) -> Markup:
    """What made the difference, below the names of the two that the page shows."""
    blocks = without_head(compare_blocks.blocks_of(answer, everything=everything))
    return said(one for one in blocks if not (one.kind == "label" and one.name in SIDES))
