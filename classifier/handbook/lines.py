"""The lines of the rulebook in words: a criterion or a rule, alone or within a longer page."""

from __future__ import annotations

from classifier.handbook.links import condition, example, in_rulebook
from classifier.handbook.references import in_full
from classifier.handbook.writing import Page, Writing, joined, terms
from classifier.rulebook.conditions import Condition, is_asked_of_each, letters
from classifier.rulebook.model import Criterion, Examples, Rule
from classifier.words.language import Text, message
from classifier.writers.blocks import Block, Code, Link, Said


def criterion_page(write: Writing, criterion: Criterion, pattern: str) -> Page:
    """A criterion of a pattern: when it is met, what is then said, and examples."""
    yield Block("entry", Code(criterion.id), 0)
    yield Block(
        "paragraph", write.say(f"criterion_{criterion.role}", pattern=in_rulebook(pattern)), 1
    )
    yield Block("gap")
    yield from write.facts(
        when=condition(criterion.when),
        letters=_letters(write, criterion.when),
        holds=sentence(write, criterion.holds),
        fails=sentence(write, criterion.fails),
        telling="" if criterion.telling else write.say("not_telling"),
        source=in_full(write, criterion.reference),
        decision=write.said(criterion.decision),
    )
    yield from _examples(write, criterion.examples)


def rule_page(write: Writing, rule: Rule, serves: Said) -> Page:
    """A rule: what it serves, when it holds, what is then said, and examples."""
    yield Block("entry", Code(rule.id), 0)
    yield Block("paragraph", serves, 1)
    yield Block("gap")
    yield from write.facts(
        when=condition(rule.when),
        letters=_letters(write, rule.when),
        because=sentence(write, rule.because),
        source=in_full(write, rule.reference),
        decision=write.said(rule.decision),
    )
    yield from _examples(write, rule.examples)


def line(write: Writing, name: str, when: Condition, says: Text) -> tuple[Block, ...]:
    """A criterion or a rule within the page of what it belongs to."""
    says_so = Block("paragraph", sentence(write, says), 3)
    return Block("entry", in_rulebook(name), 2), Block("paragraph", condition(when), 3), says_so


def sentence(write: Writing, text: Text) -> str:
    """A sentence with its letters standing for themselves."""
    named = {letter: letter for letter in ("x", "y", *write.rulebook.letters)}
    parties = {"g": message("handbook.the_government"), "n": message("handbook.the_ngo")}
    places: dict[str, Text | str] = {"a": "A", "b": "B", "earlier": "…", "later": "…"}
    return write.said(text.filled(**places, **parties, **named))


def _letters(write: Writing, when: Condition) -> Said:
    """What the letters of a condition stand for."""
    free = letters(when)
    said = [write.say("letters_xy")] if is_asked_of_each(when) or free & {"x", "y"} else []
    said += [write.say("letters_gn")] if free & {"g", "n"} else []
    lists = write.rulebook.codebook.lists
    for letter, name in write.rulebook.letters.items():
        if letter in free:
            label = Link(write.said(lists[name].label), f"codebook#{name}")
            said.append(write.say("letter", letter=letter, list=label))
    return joined("; ", said)


def _examples(write: Writing, examples: Examples) -> tuple[Block, ...]:
    """What makes a line hold, and what does not."""
    codebook = write.rulebook.codebook
    holds = [(write.say("example_holds"), example(text, codebook)) for text in examples.holds]
    fails = [(write.say("example_fails"), example(text, codebook)) for text in examples.fails]
    return Block("gap"), Block("entry", write.say("examples"), 1), *terms((*holds, *fails), 2)
